import { Problem } from "@ven/kit";

/** Rules that the database holds, by the word its trigger says or the key that was there already. */
export const databaseRules = [
  "slot-taken",
  "resource-taken",
  "person-busy",
  "class-busy",
  "closed-day",
  "no-such-period",
  "not-in-service",
  "quota",
  "no-unit-free",
  "stale-version",
  "wrong-state",
  "waitlist-over",
  "swap-over",
  "already-waiting",
] as const;
export type DatabaseRule = (typeof databaseRules)[number];

/** What a constraint says, as a rule. The text is D1's only interface. */
const constraints: readonly [part: string, rule: DatabaseRule][] = [
  ["UNIQUE constraint failed: room_slot.", "slot-taken"],
  // Two claims that begin together meet the key before the trigger's look back.
  ["UNIQUE constraint failed: room_claim.", "resource-taken"],
  ["NOT NULL constraint failed: room_booking.unit", "no-unit-free"],
  ["UNIQUE constraint failed: room_waitlist.", "already-waiting"],
  ["UNIQUE constraint failed: room_handover.", "wrong-state"],
  ...databaseRules.map((rule): [string, DatabaseRule] => [`room: ${rule}`, rule]),
];

/** The rule by which the database refused a batch; undefined for anything that is a fault of ours. */
export function refusedBy(err: unknown): DatabaseRule | undefined {
  for (let e = err; e instanceof Error; e = e.cause) {
    const { message } = e;
    const found = constraints.find(([part]) => message.includes(part));
    if (found) return found[1];
  }
  return undefined;
}

const codes: Partial<Record<DatabaseRule, "stale-version" | "wrong-state">> = {
  "stale-version": "stale-version",
  "wrong-state": "wrong-state",
  "waitlist-over": "wrong-state",
  "swap-over": "wrong-state",
};

/** Runs a change; what the database's rules refuse is a 409 that names the rule, anything else stays what it is. */
export async function orRefuse<T>(work: Promise<T>, facts: Record<string, unknown> = {}): Promise<T> {
  try {
    return await work;
  } catch (err) {
    const rule = refusedBy(err);
    if (!rule) throw err;
    throw new Problem(codes[rule] ?? "not-bookable", undefined, { cause: err, extra: { rule, ...facts } });
  }
}
