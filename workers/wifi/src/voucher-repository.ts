import { audit, commit, withDeadline } from "@ven/kit";

import type { Group, Who } from "./operator-repository";

export interface Batch {
  id: string;
  group: string;
  organisation: string;
  label: string;
  validTo: number;
  uses: number;
}

/** A batch as operators see it: the codes themselves are nowhere. */
export interface BatchRow {
  id: string;
  label: string;
  madeAt: number;
  validTo: number;
  uses: number;
  vouchers: number;
  /** Vouchers that somebody has used. */
  used: number;
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

  /** The latest batches. */
  async batches(group: string, now: number) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT b.id, b.label, b.made_at AS madeAt, b.valid_to AS validTo, b.uses, count(v.code_hash) AS vouchers,
             count(h.id) AS used
           FROM wifi_voucher_batch AS b LEFT JOIN wifi_voucher AS v ON v."group" = b."group" AND v.batch = b.id
             LEFT JOIN wifi_holder AS h ON h."group" = b."group" AND h.proof = 'voucher:' || v.code_hash
           WHERE b."group" = ? AND b.made_at > ? GROUP BY b.id ORDER BY b.made_at DESC LIMIT 50`,
        )
        .bind(group, now - 120 * 86_400_000)
        .all<BatchRow>(),
      1500,
    );
    return results;
  },

  /** Who is in stays in until the end of the session; nobody gets in by it again. */
  async withdraw({ id: group, organisation }: Group, batch: string, { actor, now, requestId }: Who) {
    await commit(d1, [
      d1
        .prepare(
          `UPDATE wifi_voucher_batch SET valid_to = max(made_at + 1, ?1) WHERE id = ?2 AND "group" = ?3 AND valid_to > ?1`,
        )
        .bind(now, batch, group),
      audit(d1, "wifi", { at: now, actor, action: "withdraw-vouchers", object: batch, organisation, requestId }),
    ]);
  },

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
