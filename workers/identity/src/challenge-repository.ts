import type { Db } from "@ven/db";
import { idChallenge, idDeliveryBudget, idOutbox } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { desc, eq, sql } from "drizzle-orm";

import { deadline } from "./deadline";
import type { Payer } from "./delivery/budget";
import type { BlindIndex } from "./vault";

/** Wrong codes until a challenge is worth nothing. */
export const attemptsAllowed = 5;
/** A code is good for so long, ms. */
export const codeLasts = 5 * 60_000;
/** Between two codes to one phone or e-mail, ms. */
export const resendAfter = 60_000;

export interface NewChallenge {
  id: string;
  target: BlindIndex;
  codeMac: string;
  now: number;
  /** When today began, UTC ms, and how many codes one target may get a day. */
  today: number;
  perDay: number;
  /** Who pays for the message, on which business date. */
  budget: { day: string; payers: readonly Payer[] };
  message: { id: string; topic: string; payload: string };
}

export type ChallengeOutcome =
  | { sent: true }
  | { sent: false; reason: "too-soon" | "daily-limit" | "budget-spent"; latest: number };

const bucketOf = ({ pepper, mac }: BlindIndex) => `${pepper}:${mac}`;

/** Stores a challenge, its message and the end of the ones before, or nothing when it comes too soon or too often. */
export async function addChallenge(db: Db, challenge: NewChallenge): Promise<ChallengeOutcome> {
  const { id, codeMac, now, today, perDay, budget, message } = challenge;
  const target = bucketOf(challenge.target);
  const isStored = sql`EXISTS (SELECT 1 FROM id_challenge WHERE id = ${id})`;
  const before = sql`FROM id_challenge WHERE target_mac = ${target} AND created_at`;
  const payers = JSON.stringify(budget.payers);
  const allMayPay = sql`NOT EXISTS (SELECT 1 FROM json_each(${payers}) AS p LEFT JOIN id_delivery_budget AS b
    ON b.payer = p.value ->> 'payer' AND b.day = ${budget.day} WHERE coalesce(b.used, 0) >= p.value ->> 'limit')`;
  const [, , , [latest]] = await withDeadline(
    db.batch([
      db.insert(idChallenge).select(sql`
        SELECT ${id}, ${target}, ${codeMac}, 0, ${now}, ${now + codeLasts}, NULL, NULL
        WHERE NOT EXISTS (SELECT 1 ${before} > ${now - resendAfter}) AND (SELECT count(*) ${before} >= ${today}) < ${perDay} AND ${allMayPay}`),
      db
        .update(idChallenge)
        .set({ supersededAt: now })
        .where(
          sql`${idChallenge.targetMac} = ${target} AND ${idChallenge.createdAt} > ${now - codeLasts} AND ${idChallenge.id} <> ${id}
            AND ${idChallenge.consumedAt} IS NULL AND ${idChallenge.supersededAt} IS NULL AND ${isStored}`,
        ),
      db
        .insert(idOutbox)
        .select(
          sql`SELECT ${message.id}, ${now}, ${message.topic}, ${message.payload}, 0, ${now}, NULL WHERE ${isStored}`,
        ),
      db
        .select({
          id: idChallenge.id,
          createdAt: idChallenge.createdAt,
          ofToday: sql<number>`(SELECT count(*) ${before} >= ${today})`,
        })
        .from(idChallenge)
        .where(eq(idChallenge.targetMac, target))
        .orderBy(desc(idChallenge.createdAt))
        .limit(1),
      db
        .insert(idDeliveryBudget)
        .select(sql`SELECT p.value ->> 'payer', ${budget.day}, 1 FROM json_each(${payers}) AS p WHERE ${isStored}`)
        .onConflictDoUpdate({
          target: [idDeliveryBudget.payer, idDeliveryBudget.day],
          set: { used: sql`"id_delivery_budget"."used" + 1` },
        }),
    ]),
    deadline,
  );
  if (latest?.id === id) return { sent: true };
  if (latest && now - latest.createdAt < resendAfter)
    return { sent: false, reason: "too-soon", latest: latest.createdAt };
  const reason = latest && latest.ofToday >= perDay ? "daily-limit" : "budget-spent";
  return { sent: false, reason, latest: latest?.createdAt ?? now };
}

/** Counts one guess, atomically, and gives what to compare it with; undefined when no guess is left or it is too late. */
export async function countGuess(db: Db, id: string, now: number) {
  const guess = db
    .update(idChallenge)
    .set({ attempts: sql`${idChallenge.attempts} + 1` })
    .where(
      sql`${idChallenge.id} = ${id} AND ${idChallenge.attempts} < ${attemptsAllowed} AND ${idChallenge.expiresAt} > ${now}
        AND ${idChallenge.consumedAt} IS NULL AND ${idChallenge.supersededAt} IS NULL`,
    )
    .returning({ codeMac: idChallenge.codeMac, attempts: idChallenge.attempts });
  const [row] = await withDeadline(guess, deadline);
  return row;
}

/** Uses a challenge up; false when another tab was first. */
export async function consumeChallenge(db: Db, id: string, now: number) {
  const consumed = db
    .update(idChallenge)
    .set({ consumedAt: now })
    .where(sql`${idChallenge.id} = ${id} AND ${idChallenge.consumedAt} IS NULL`)
    .returning({ id: idChallenge.id });
  return (await withDeadline(consumed, deadline)).length === 1;
}
