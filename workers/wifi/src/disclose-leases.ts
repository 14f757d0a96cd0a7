import { sha256 } from "@ven/kit";
import { writeCsv } from "@ven/kit/csv";
import * as z from "zod/mini";

import type { LeaseRow } from "./disclosure-repository";
import { readIp, readMac } from "./gateways/read";
import { openFor, type Ring, sealFor } from "./seals";

const Lease = z.object({
  mac: z.nullable(z.string()),
  ip: z.nullable(z.string()),
  grant: z.string(),
  endsAt: z.number(),
});

/** What a request is about: a phone's address in the site's network. Undefined for anything else. */
export const readSubject = (text: string) => readMac(text.trim()) ?? readIp(text.trim()) ?? undefined;

const context = (id: string) => `disclosure/${id}`;
export const sealSubject = (ring: Ring, id: string, subject: string) => sealFor(ring, subject, context(id));
export const openSubject = (ring: Ring, id: string, sealed: string) => openFor(ring, sealed, context(id));

/**
 * What is handed over: the leases of one address that ran at some time between two instants, as a table, and what proves
 * later that it was this. Leases that none of our keys opens are counted, never guessed.
 */
export async function discloseLeases(
  rows: readonly LeaseRow[],
  {
    ring,
    group,
    site,
    subject,
    fromAt,
    toAt,
  }: { ring: Ring; group: string; site: string; subject: string; fromAt: number; toAt: number },
) {
  const found: { at: number; endsAt: number; mac: string | null; ip: string | null }[] = [];
  let unreadable = 0;
  for (const { at, sealed } of rows) {
    const text = await openFor(ring, sealed, `lease/${group}`);
    if (text === undefined) {
      unreadable++;
      continue;
    }
    const { mac, ip, endsAt } = z.parse(Lease, JSON.parse(text));
    if ((mac === subject || ip === subject) && at <= toAt && endsAt >= fromAt) found.push({ at, endsAt, mac, ip });
  }
  const time = (at: number) => new Date(at).toISOString();
  const csv = writeCsv([
    ["site", "from (UTC)", "until (UTC)", "mac", "ip"],
    ...found.map(({ at, endsAt, mac, ip }) => [site, time(at), time(endsAt), mac, ip]),
  ]);
  return { csv, entries: found.length, unreadable, digest: await sha256(csv) };
}
