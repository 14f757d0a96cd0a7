import { withDeadline } from "@ven/kit";

export interface NewNotice {
  id: string;
  school: string;
  person: string;
  kind: string;
  facts: Record<string, unknown>;
  at: number;
}
export interface Notice {
  id: string;
  kind: string;
  facts: Record<string, unknown>;
  at: number;
}
export interface FaultRow {
  id: string;
  school: string;
  resource: string;
  what: string;
  status: "open" | "working" | "fixed" | "dropped";
  createdAt: number;
  version: number;
}
export interface SwapRow {
  id: string;
  school: string;
  mine: string;
  theirs: string;
  askedBy: string;
  askedOf: string;
  status: "asked" | "done" | "refused" | "withdrawn";
  note: string | null;
}

const deadline = 900;
const faultColumns = "id, school, resource, what, status, created_at AS createdAt, version";
const swapColumns = "id, school, mine, theirs, asked_by AS askedBy, asked_of AS askedOf, status, note";

/** What is kept beside bookings: notices, faults, handovers, swaps, quotas. */
export function recordRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  const first = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.first<T & Record<string, unknown>>(), deadline)) as T | null;
  return {
    /** One statement for any number of people. */
    tell: (notices: readonly NewNotice[]) =>
      d1
        .prepare(
          `INSERT INTO room_notice (id, school, person, kind, facts, at)
           SELECT v.value ->> 'id', v.value ->> 'school', v.value ->> 'person', v.value ->> 'kind', v.value -> 'facts',
             v.value ->> 'at' FROM json_each(?) AS v WHERE true`,
        )
        .bind(JSON.stringify(notices)),
    async notices(person: string): Promise<Notice[]> {
      const found = await rows<Omit<Notice, "facts"> & { facts: string }>(
        d1
          .prepare(
            "SELECT id, kind, facts, at FROM room_notice WHERE person = ? AND read_at IS NULL ORDER BY at DESC LIMIT 20",
          )
          .bind(person),
      );
      return found.map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, unknown> }));
    },
    readNotices: (person: string, at: number) =>
      d1.prepare("UPDATE room_notice SET read_at = ? WHERE person = ? AND read_at IS NULL").bind(at, person),

    reportFault: (fault: { id: string; school: string; resource: string; what: string; by: string; at: number }) =>
      d1
        .prepare(
          "INSERT INTO room_fault (id, school, resource, what, status, reported_by, created_at, version) VALUES (?, ?, ?, ?, 'open', ?, ?, 1)",
        )
        .bind(fault.id, fault.school, fault.resource, fault.what, fault.by, fault.at),
    fault: (id: string) => first<FaultRow>(d1.prepare(`SELECT ${faultColumns} FROM room_fault WHERE id = ?`).bind(id)),
    openFaults: (school: string) =>
      rows<FaultRow>(
        d1
          .prepare(
            `SELECT ${faultColumns} FROM room_fault WHERE school = ? AND status IN ('open', 'working') ORDER BY created_at LIMIT 100`,
          )
          .bind(school),
      ),
    expectFault: (id: string, version: number) =>
      d1
        .prepare("INSERT INTO room_expect SELECT 1, count(*) FROM room_fault WHERE id = ? AND version = ?")
        .bind(id, version),
    settleFault: (id: string, status: string, at: number) =>
      d1
        .prepare(
          "UPDATE room_fault SET status = ?2, version = version + 1, settled_at = CASE ?2 WHEN 'working' THEN NULL ELSE ?3 END WHERE id = ?1",
        )
        .bind(id, status, at),

    handOver: (one: {
      id: string;
      school: string;
      booking: string;
      direction: "in" | "out";
      condition: "good" | "fault";
      note: string | undefined;
      by: string;
      at: number;
    }) =>
      d1
        .prepare(
          "INSERT INTO room_handover (id, school, booking, direction, condition, note, signed_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(one.id, one.school, one.booking, one.direction, one.condition, one.note ?? null, one.by, one.at),

    askSwap: (swap: Omit<SwapRow, "status">, at: number) =>
      d1
        .prepare(
          "INSERT INTO room_swap (id, school, mine, theirs, asked_by, asked_of, status, note, created_at) VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, ?)",
        )
        .bind(swap.id, swap.school, swap.mine, swap.theirs, swap.askedBy, swap.askedOf, swap.note, at),
    swap: (id: string) => first<SwapRow>(d1.prepare(`SELECT ${swapColumns} FROM room_swap WHERE id = ?`).bind(id)),
    swapsFor: (person: string) =>
      rows<SwapRow>(
        d1
          .prepare(`SELECT ${swapColumns} FROM room_swap WHERE asked_of = ? AND status = 'asked' LIMIT 20`)
          .bind(person),
      ),
    settleSwap: (id: string, status: SwapRow["status"], at: number) =>
      d1.prepare("UPDATE room_swap SET status = ?, answered_at = ? WHERE id = ?").bind(status, at, id),

    setService: (resource: string, version: number, status: string) => [
      d1
        .prepare("INSERT INTO room_expect SELECT 1, count(*) FROM room_resource WHERE id = ? AND version = ?")
        .bind(resource, version),
      d1.prepare("UPDATE room_resource SET status = ?, version = version + 1 WHERE id = ?").bind(status, resource),
    ],
    addQuota: (q: {
      id: string;
      school: string;
      who: string;
      per: string;
      resource: string | null;
      most: number;
      by: string;
      at: number;
    }) =>
      d1
        .prepare(
          "INSERT INTO room_quota (id, school, who, per, resource, most, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(q.id, q.school, q.who, q.per, q.resource, q.most, q.by, q.at),
    dropQuota: (id: string, school: string) =>
      d1.prepare("DELETE FROM room_quota WHERE id = ? AND school = ?").bind(id, school),
  };
}
export type RecordRepository = ReturnType<typeof recordRepository>;
