import { withDeadline } from "@ven/kit";
import type { SubjectHandlers } from "@ven/kit/house";

import type { Env } from "./env";

const mostLines = 2000;

async function deedsOf({ DB }: Pick<Env, "DB">, actor: string) {
  const { results } = await withDeadline(
    DB.prepare("SELECT at, action, object FROM queue_audit WHERE actor = ? ORDER BY at DESC LIMIT ?")
      .bind(actor, mostLines)
      .all<{ at: number; action: string; object: string }>(),
    5_000,
  );
  return results;
}

/**
 * The queue knows no patient: a ticket belongs to a phone, and its device ends with the day in the hospital's object.
 * What staff did stands in the audit log, under a pseudonym, and a law wants it kept.
 */
export const answerSubject: SubjectHandlers<Env> = {
  async export({ subject }, { env }) {
    const deeds = await deedsOf(env, subject);
    if (deeds.length === 0) return { outcome: "nothing", records: 0 };
    const part = { deeds: deeds.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })) };
    return { outcome: "done", records: deeds.length, part };
  },
  async erase({ subject }, { env }) {
    const deeds = await deedsOf(env, subject);
    return { outcome: deeds.length ? "kept" : "nothing", records: deeds.length };
  },
};
