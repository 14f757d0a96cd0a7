import type { Db } from "@ven/db";
import { idDelivery, idOutbox } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";

import { deadline } from "../deadline";
import type { Delivery, Next } from "./decide";

/** Nobody else takes a message for so long after it was taken, ms: longer than handing it over may last. */
const lease = 30_000;

export interface Due {
  id: string;
  at: number;
  topic: string;
  payload: string;
}

/** Takes messages that are due, each for one pump only. */
export const takeDue = (db: Db, now: number, limit: number): Promise<Due[]> =>
  withDeadline(
    db
      .update(idOutbox)
      .set({ attempts: sql`${idOutbox.attempts} + 1`, nextAt: now + lease })
      .where(
        sql`${idOutbox.id} IN (SELECT id FROM id_outbox WHERE done_at IS NULL AND next_at <= ${now} ORDER BY next_at LIMIT ${limit})`,
      )
      .returning({ id: idOutbox.id, at: idOutbox.at, topic: idOutbox.topic, payload: idOutbox.payload }),
    deadline,
  );

export async function readDeliveries(db: Db, messages: readonly string[]) {
  const rows = messages.length
    ? await withDeadline(
        db
          .select({ ...getTableColumns(idDelivery), doneAt: idOutbox.doneAt })
          .from(idDelivery)
          .leftJoin(idOutbox, eq(idOutbox.id, idDelivery.message))
          .where(inArray(idDelivery.message, [...messages])),
        deadline,
      )
    : [];
  return new Map(rows.map(({ doneAt, ...row }) => [row.message, { ...row, isDropped: doneAt !== null }]));
}

export interface Begin {
  message: string;
  at: number;
  topic: string;
  provider: string;
  step: 0 | 1;
  tries: number;
  now: number;
}

/** Writes down that a message is about to be handed over: after a crash it is known that it may have been. */
export async function beginSending(db: Db, { message, at, topic, provider, step, tries, now }: Begin) {
  const row = { message, at, topic, provider, step, tries, state: "sending" as const, updatedAt: now };
  const { message: _, at: __, topic: ___, ...set } = row;
  await withDeadline(
    db.insert(idDelivery).values(row).onConflictDoUpdate({ target: idDelivery.message, set }),
    deadline,
  );
}

export interface Settle {
  message: string;
  /** As it was read: another one's change in between wins. */
  before: Delivery & { provider: string };
  next: Next;
  /** The provider of the next step, where there is a fail-over. */
  provider: string;
  reference?: string;
  reason?: string;
  now: number;
}

/** Writes down what became of a message; what is done loses its payload. False when it had changed meanwhile. */
export async function settle(db: Db, { message, before, next, provider, reference, reason, now }: Settle) {
  const { delivery } = next;
  const outbox = next.done ? { doneAt: now, payload: "" } : { nextAt: now + next.afterMs };
  const [changed] = await withDeadline(
    db.batch([
      db
        .update(idDelivery)
        .set({
          ...delivery,
          provider,
          updatedAt: now,
          reason: reason ?? null,
          ...(delivery.step === before.step ? reference !== undefined && { reference } : { reference: null }),
        })
        .where(
          and(
            eq(idDelivery.message, message),
            eq(idDelivery.step, before.step),
            eq(idDelivery.state, before.state),
            eq(idDelivery.tries, before.tries),
          ),
        )
        .returning({ message: idDelivery.message }),
      db
        .update(idOutbox)
        .set(outbox)
        .where(and(eq(idOutbox.id, message), sql`changes() = 1`)),
    ]),
    deadline,
  );
  return changed.length === 1;
}

/** Ends a message that was never handed over: too late, or nobody to hand it to. */
export async function giveUp(db: Db, message: string, now: number) {
  await withDeadline(db.update(idOutbox).set({ doneAt: now, payload: "" }).where(eq(idOutbox.id, message)), deadline);
}
