import { Problem } from "@ven/kit";
import * as z from "zod/mini";

import { readIp } from "../../gateways/read";
import { linesOf } from "../../register-gateway";
import { kinds } from "../../site-repository";
import { Code } from "./frame";

export const text = (most: number) => z.string().check(z.maxLength(most));
export const filled = (least: number, most: number) =>
  z.string().check(z.trim(), z.minLength(least), z.maxLength(most));
/** An empty field of a form means nothing. */
export const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (value === "" ? undefined : value)),
    z.optional(schema),
  );
const Time = z.string().check(z.regex(/^([01]\d|2[0-4]):[0-5]\d$/));

const facts = {
  name: filled(1, 120),
  nameEn: filled(1, 120),
  kind: z.enum(kinds),
  ward: z.string().check(z.regex(/^[a-z0-9_-]{2,60}$/)),
  lat: z.coerce.number().check(z.gte(8), z.lte(24)),
  lon: z.coerce.number().check(z.gte(102), z.lte(115)),
  opens: orNothing(Time),
  closes: orNothing(Time),
  egress: z.pipe(text(400), z.transform(linesOf)).check(z.refine((list) => list.every((one) => readIp(one) !== null))),
  busyAt: orNothing(z.coerce.number().check(z.int(), z.gte(1), z.lte(100_000))),
};
export const SiteForm = z.object(facts);

export const GatewayForm = z.object({
  make: text(20),
  level: z._default(text(1), ""),
  addresses: z._default(text(1000), ""),
  names: z._default(text(1000), ""),
  shownName: z._default(text(60), ""),
  secret: z._default(text(100), ""),
  settings: z._default(text(3000), ""),
});
export const NewGatewayForm = z.extend(GatewayForm, { site: Code, ...facts });

/** Both or neither; "22:00" is 1,320 minutes. A time field of a browser has no 24:00: midnight is 00:00. */
export function readHours({ opens, closes }: { opens?: string | undefined; closes?: string | undefined }) {
  if (opens === undefined && closes === undefined) return { opens: null, closes: null };
  if (opens === undefined || closes === undefined) throw new Problem("validation-failed");
  return { opens: minutes(opens), closes: minutes(closes) };
}
const minutes = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) % 1440;
/** `timeText(1320) === "22:00"`, `timeText(1440) === "00:00"` */
export const timeText = (at: number | null) =>
  at === null ? "" : `${String(Math.floor((at % 1440) / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
