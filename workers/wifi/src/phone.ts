import * as z from "zod/mini";

import type { Arrival } from "./gateways/gateway";
import { openFor, type Ring } from "./seals";

const Phone = z.object({
  mac: z.nullable(z.string()),
  ip: z.nullable(z.string()),
  landing: z.nullable(z.string()),
  carry: z.record(z.string(), z.string()),
});

/** The phone of a running session, as its gateway knows it; undefined once that was forgotten. */
export async function readPhone(
  ring: Ring,
  { id, phone }: { id: string; phone: string | null },
): Promise<Pick<Arrival, "mac" | "ip" | "landing" | "carry"> | undefined> {
  const text = phone === null ? undefined : await openFor(ring, phone, `phone/${id}`);
  return text === undefined ? undefined : z.parse(Phone, JSON.parse(text));
}
