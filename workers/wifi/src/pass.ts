import { randomToken } from "@ven/kit";
import * as z from "zod/mini";

import type { Arrival } from "./gateways/gateway";
import { openFor, type Ring, sealFor } from "./seals";

const Text = z.record(z.string(), z.string());
const Pass = z.object({
  /** Gateway. */
  g: z.string(),
  /** Names this arrival: one grant each. */
  a: z.string(),
  /** When it was made, UTC ms. */
  t: z.number(),
  m: z.nullable(z.string()),
  i: z.nullable(z.string()),
  l: z.nullable(z.string()),
  c: Text,
  /** The resume link with which the person came, already checked: whom we know. */
  h: z.optional(z.string()),
});

/** What a person's form carries instead of a cookie: the phone at its gateway, sealed, so that nobody can edit it. */
export interface Pass {
  gateway: string;
  arrival: string;
  at: number;
  phone: Pick<Arrival, "mac" | "ip" | "landing" | "carry">;
  holder?: string | undefined;
}

/** For so long a page may stay open before its buttons stop working, ms. */
export const passLasts = 30 * 60_000;

export async function makePass(
  ring: Ring,
  { gateway, phone, at, holder }: Omit<Pass, "arrival">,
): Promise<{ pass: Pass; sealed: string }> {
  const pass: Pass = { gateway, arrival: randomToken(12), at, phone, holder };
  const { mac, ip, landing, carry } = phone;
  const text = JSON.stringify({ g: gateway, a: pass.arrival, t: at, m: mac, i: ip, l: landing, c: carry, h: holder });
  return { pass, sealed: await sealFor(ring, text, "pass") };
}

/** Undefined when it is not ours, was edited, or is too old. */
export async function openPass(ring: Ring, sealed: string, now: number): Promise<Pass | undefined> {
  const text = await openFor(ring, sealed, "pass");
  if (text === undefined) return undefined;
  const { g, a, t, m, i, l, c, h } = z.parse(Pass, JSON.parse(text));
  if (now - t > passLasts || t - now > 60_000) return undefined;
  return { gateway: g, arrival: a, at: t, phone: { mac: m, ip: i, landing: l, carry: c }, holder: h };
}
