import { DateText, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { html, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { findPage } from "@ven/web-classrooms/door";
import * as z from "zod/mini";

import { findRooms } from "../find-rooms";
import { schoolContext } from "./context";
import { mostPeriods, staffFrame } from "./page-parts";
import { staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
const number = z.string().check(z.regex(/^\d{0,4}$/));

/** Rooms by what they have and when they are free. */
export const findPages = staffRouter().get(
  "/s/:school/find",
  requirePermission("classrooms.see"),
  validate("param", OfSchool),
  validate(
    "query",
    z.object({
      date: z.optional(z.string().check(z.maxLength(10))),
      first: z.optional(number),
      capacity: z.optional(number),
      q: z.optional(z.string().check(z.maxLength(100))),
      class: z.optional(z.string().check(z.maxLength(80))),
      subject: z.optional(z.string().check(z.maxLength(80))),
      feature: z.optional(z.union([z.string(), z.array(z.string()).check(z.maxLength(20))])),
    }),
  ),
  async (c) => {
    const { school } = c.req.valid("param");
    const context = await schoolContext(c, school, "classrooms.see");
    const { frame, actor, now } = context;
    const asked = c.req.valid("query");
    const { first = "", capacity = "", q = "" } = asked;
    // A lesson that looks for a room takes its class and subject along.
    const lesson = new URLSearchParams({
      ...(asked.class && { class: asked.class }),
      ...(asked.subject && { subject: asked.subject }),
    });
    const date = DateText.safeParse(asked.date).success ? asked.date! : localDate(now, frame.school.timezone);
    const features = [asked.feature ?? []].flat();
    const found =
      asked.date === undefined
        ? undefined
        : await findRooms(context, {
            text: q,
            features,
            capacity: Number(capacity),
            date,
            first: first === "" ? undefined : Number(first),
          });
    return html(
      c,
      findPage(await staffFrame(c, frame, actor), {
        q,
        capacity,
        features,
        date,
        first,
        periods: mostPeriods(frame),
        found: found?.map((room) => ({
          ...room,
          href:
            first === "" ? null : `/s/${school}/b/${room.code}/${date}/${first}${lesson.size > 0 ? `?${lesson}` : ""}`,
        })),
      }),
    );
  },
);
