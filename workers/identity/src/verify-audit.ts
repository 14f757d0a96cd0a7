import { digestAudit } from "@ven/kit/house";

import { sealHash } from "./audit-seal";
import { readSeals, type Seal } from "./audit-seal-repository";
import type { Desk } from "./desk";

/** Services that have an audit log. */
export const audited = ["identity", "queue", "ask", "classrooms", "wifi"] as const;
export type Audited = (typeof audited)[number];
export const isAudited = (text: string): text is Audited => audited.some((one) => one === text);

/**
 * `rows-*`: the log is not what was sealed. `seal-changed`: a seal is not what its own hash says, or does not go on from
 * the one before. `head-*`: the ledger, outside of the databases, knows another seal, or none.
 */
export interface AuditProblem {
  service: string;
  from: number;
  to: number;
  what: "rows-changed" | "rows-removed" | "rows-added" | "seal-changed" | "head-differs" | "head-missing";
}

const keptFor = 3650 * 86_400_000;

/** Compares a service's audit log with its seals, and these with the ledger. Rows past their retention may be gone. */
export async function verifyAudit({ db, ledger, now }: Desk, city: D1Database, service: Audited) {
  const seals = await readSeals(db, service);
  const problems: AuditProblem[] = [];
  let before: Seal | undefined;
  for (const seal of seals) {
    const { from, to, rows, digest, previous, hash } = seal;
    const say = (what: AuditProblem["what"]) => problems.push({ service, from, to, what });
    const goesOn = from === (before?.to ?? 0) && previous === (before?.hash ?? "");
    if (!goesOn || hash !== (await sealHash(service, { from, to, rows, digest }, previous))) say("seal-changed");
    const head = await ledger.readHead(service, to);
    if (head === undefined) say("head-missing");
    else if (head !== hash) say("head-differs");
    before = seal;
    if (to <= now - keptFor) continue;
    const found = await digestAudit(city, service, from, to);
    if (found.rows !== rows) say(found.rows < rows ? "rows-removed" : "rows-added");
    else if (found.digest !== digest) say("rows-changed");
  }
  return { service, seals: seals.length, rows: seals.reduce((sum, { rows }) => sum + rows, 0), problems };
}
