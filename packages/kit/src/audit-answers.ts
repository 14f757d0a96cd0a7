import { auditTableOf, type Service } from "./commit";
import { withDeadline } from "./deadline";
import type { SubjectHandlers } from "./subject-events";

const mostLines = 2000;

interface Deed {
  at: number;
  action: string;
  object: string;
}

/** What somebody did at a service, the newest first. */
async function deedsOf(d1: D1Database, service: Service, actor: string) {
  const sql = `SELECT at, action, object FROM ${auditTableOf(service)} WHERE actor = ? ORDER BY at DESC LIMIT ?`;
  const { results } = await withDeadline(d1.prepare(sql).bind(actor, mostLines).all<Deed>(), 5_000);
  return results;
}

/**
 * The answers of a service that knows people by what they did, in its audit log, and by nothing else. A law wants the log
 * kept, under a pseudonym, so erasing says `kept`.
 */
export const auditAnswers = <Env extends { DB: D1Database }>(service: Service): SubjectHandlers<Env> => ({
  async export({ subject }, { env }) {
    const deeds = await deedsOf(env.DB, service, subject);
    if (deeds.length === 0) return { outcome: "nothing", records: 0 };
    const part = { deeds: deeds.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })) };
    return { outcome: "done", records: deeds.length, part };
  },
  async erase({ subject }, { env }) {
    const deeds = await deedsOf(env.DB, service, subject);
    return { outcome: deeds.length ? "kept" : "nothing", records: deeds.length };
  },
});
