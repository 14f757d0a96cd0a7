import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { deadline } from "../deadline";
import type { Payer } from "./budget";

/** Whether none of the payers (`?` JSON) has spent its budget of the day (`?`): `whoIsSpent` as the database says it. */
export const allMayPay = `NOT EXISTS (SELECT 1 FROM json_each(?) AS p LEFT JOIN id_delivery_budget AS b
  ON b.payer = p.value ->> 'payer' AND b.day = ? WHERE coalesce(b.used, 0) >= p.value ->> 'limit')`;

/** Every payer has spent one, if the statement before changed something. */
export const spendIfChanged = (db: Db, payers: readonly Payer[], day: string) =>
  db.$client
    .prepare(
      `INSERT INTO id_delivery_budget (payer, day, used) SELECT p.value ->> 'payer', ?, 1 FROM json_each(?) AS p
       WHERE changes() > 0 ON CONFLICT (payer, day) DO UPDATE SET used = used + 1`,
    )
    .bind(day, JSON.stringify(payers));

/** What each payer has spent on a day. */
export async function readSpent(db: Db, payers: readonly string[], day: string) {
  const query = db.$client
    .prepare("SELECT payer, used FROM id_delivery_budget WHERE day = ? AND payer IN (SELECT value FROM json_each(?))")
    .bind(day, JSON.stringify(payers));
  const { results } = await withDeadline(query.all<{ payer: string; used: number }>(), deadline);
  return new Map(results.map(({ payer, used }) => [payer, used]));
}
