import type { Seen } from "./check-repository";
import type { Inbound, Verdict } from "./gateways/gateway";
import { readIp } from "./gateways/read";
import type { Place } from "./place";

/** How long an operator's test of a gateway lasts, ms. */
export const testLasts = 15 * 60_000;
/** A gateway's clock may be wrong by so much, s: signed times and closing hours depend on it. */
const clockMayBeOff = 120;

export const isTested = ({ gateway }: Pick<Place, "gateway">, now: number) =>
  gateway.testUntil !== null && now < gateway.testUntil;

/** What a redirect of a phone says of its gateway. Nothing in it says whose phone it was. */
export function seenInRedirect(
  { site }: Pick<Place, "site">,
  inbound: Inbound,
  verdict: Verdict,
  address: string | undefined,
): Seen[] {
  const seen: Seen[] = [
    { step: "recognised", passed: true },
    { step: "verified", passed: verdict.ok, ...(!verdict.ok && { detail: verdict.reason }) },
  ];
  const skew = clockSkew(inbound);
  if (skew !== undefined)
    seen.push({ step: "clock", passed: Math.abs(skew) <= clockMayBeOff, detail: `${Math.round(skew)} s` });
  // All phones behind it share one IPv4 address, which is the site's; an IPv6 address would be the phone's own.
  const shared = readIp(address);
  if (shared !== null && !shared.includes(":"))
    seen.push({
      step: "egress",
      passed: site.egress.includes(shared),
      detail: shared,
    });
  return seen;
}

/** Seconds by which the gateway's clock is ahead, where its redirect tells the time: UniFi and Omada (s, ms or µs). */
export function clockSkew({ fields, now }: Pick<Inbound, "fields" | "now">) {
  const told = fields.get("t") ?? "";
  if (!/^\d{10}(\d{3}(\d{3})?)?$/.test(told)) return undefined;
  return Number(told.slice(0, 10)) - now / 1000;
}
