import type { SealAnswer, SealAudit } from "@ven/contracts/house";
import { log, sha256 } from "@ven/kit";

import { addSeal, readLastSeal } from "./audit-seal-repository";
import type { Desk } from "./desk";

/** What a seal hashes to: the stretch, what lies in it, and the seal before. */
export const sealHash = (service: string, { from, to, rows, digest }: SealAudit, previous: string) =>
  sha256([service, from, to, rows, digest, previous].join("\n"));

/**
 * Chains a stretch of a service's audit log to the ones before and lays its head into the ledger, where whoever can
 * write to the databases cannot. Doing it again gives the same answer.
 */
export async function chainSeal(
  { db, ledger, now }: Pick<Desk, "db" | "ledger" | "now">,
  { service, ...stretch }: SealAudit & { service: string },
): Promise<SealAnswer> {
  let last = await readLastSeal(db, service);
  if (last?.to !== stretch.to) {
    const previous = last?.hash ?? "";
    const hash = await sealHash(service, stretch, previous);
    await addSeal(db, { service, ...stretch, previous, hash, sealedAt: now });
    last = await readLastSeal(db, service);
  }
  const isThis =
    last?.from === stretch.from &&
    last.to === stretch.to &&
    last.rows === stretch.rows &&
    last.digest === stretch.digest;
  if (!last || !isThis) {
    log("error", "audit-seal-conflict", { service, from: stretch.from, to: stretch.to });
    return { ok: false, reason: "conflict" };
  }
  await ledger.addHead(service, last.to, last.hash);
  return { ok: true, hash: last.hash };
}
