import { audit, commit, withDeadline } from "@ven/kit";

export interface Batch {
  id: string;
  group: string;
  organisation: string;
  label: string;
  validTo: number;
  uses: number;
}

export const voucherRepository = (d1: D1Database) => ({
  /** How many phones a voucher is for; null when there is no such voucher, or its time is over. */
  uses: (group: string, codeHash: string, now: number) =>
    withDeadline(
      d1
        .prepare(
          `SELECT b.uses FROM wifi_voucher AS v JOIN wifi_voucher_batch AS b ON b.id = v.batch
           WHERE v."group" = ? AND v.code_hash = ? AND b.valid_to > ?`,
        )
        .bind(group, codeHash, now)
        .first<number>("uses"),
      800,
    ),

  /** A batch with all its codes, as hashes. */
  async add(
    batch: Batch,
    codeHashes: readonly string[],
    { actor, now, requestId }: { actor: string; now: number; requestId: string },
  ) {
    const { id, group, organisation, label, validTo, uses } = batch;
    await commit(d1, [
      d1
        .prepare(
          `INSERT INTO wifi_voucher_batch (id, "group", label, made_at, made_by, valid_to, uses) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(id, group, label, now, actor, validTo, uses),
      d1
        .prepare(`INSERT INTO wifi_voucher ("group", code_hash, batch) SELECT ?, value, ? FROM json_each(?)`)
        .bind(group, id, JSON.stringify(codeHashes)),
      audit(d1, "wifi", {
        at: now,
        actor,
        action: "make-vouchers",
        object: id,
        organisation,
        detail: { count: codeHashes.length, uses, validTo },
        requestId,
      }),
    ]);
  },
});
