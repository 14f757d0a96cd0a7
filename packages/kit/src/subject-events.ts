import type { HouseRpc, SubjectEvent, SubjectEventKind, SubjectOutcome } from "@ven/contracts/house";

import { withDeadline } from "./deadline";
import { log } from "./log";
import type { Job, Tick } from "./scheduled";

/** What a service has done about an event; `part` is what it holds of the person, for an export. */
export interface SubjectAnswer {
  outcome: SubjectOutcome;
  /** How many records it concerned. */
  records: number;
  part?: unknown;
}

/**
 * What a service does when somebody merges, asks for a copy, wants to be forgotten or objects. May run twice for the same
 * event, so it must come out the same. A kind without a handler concerns nothing that the service holds.
 */
export type SubjectHandlers<Env> = Partial<
  Record<SubjectEventKind, (event: SubjectEvent, tick: Tick<Env>) => Promise<SubjectAnswer>>
>;

interface Following {
  DB: D1Database;
  IDENTITY: Pick<HouseRpc, "acknowledgeEvent">;
}

const atOnce = 50;
const nothing: SubjectAnswer = { outcome: "nothing", records: 0 };

/**
 * The job by which a service follows identity's subject events: it reads on from its last acknowledgement, does its part
 * and says so. It stops at an event that it cannot do, because later ones may rest on it.
 */
export function following<Env extends Following>(service: string, handlers: SubjectHandlers<Env>): Job<Env> {
  return {
    name: "follow-people",
    async run(tick) {
      const { DB, IDENTITY } = tick.env;
      const events = await readOn(DB, service);
      let followed = 0;
      for (const event of events) {
        const { part, ...answer } = (await handlers[event.kind]?.(event, tick)) ?? nothing;
        const acknowledged = await withDeadline(
          IDENTITY.acknowledgeEvent({
            seq: event.seq,
            ...answer,
            ...(part !== undefined && { part: JSON.stringify(part) }),
          }),
          5_000,
        );
        if (!acknowledged.ok) {
          log("warn", "event-not-acknowledged", { service, seq: event.seq });
          break;
        }
        followed++;
      }
      return { followed };
    },
  };
}

async function readOn(d1: D1Database, service: string): Promise<SubjectEvent[]> {
  const { results } = await withDeadline(
    d1
      .prepare(
        `SELECT seq, at, kind, subject, target, detail FROM id_subject_event_list
         WHERE seq > coalesce((SELECT seq FROM id_subject_event_progress WHERE service = ?1), 0) ORDER BY seq LIMIT ?2`,
      )
      .bind(service, atOnce)
      .all<Omit<SubjectEvent, "detail"> & { detail: string | null }>(),
    5_000,
  );
  return results.map((row) => ({ ...row, detail: row.detail === null ? null : JSON.parse(row.detail) }));
}
