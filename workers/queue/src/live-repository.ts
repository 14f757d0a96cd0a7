import type { Event } from "./live/events";
import type { FacilityConfig, Ticket } from "./live/model";
import { isFinal } from "./live/model";
import type { StoredService } from "./live/restore";

/** An event as it is kept: with who did it, which the public never sees. */
export interface LoggedEvent {
  event: Event;
  actor: string | null;
}

/** The answer that a keyed command got. */
export interface KeptAnswer {
  key: string;
  hash: string;
  answer: string;
}

type HeadKey = "config" | "date" | "handed-over" | "handing-over" | "purged";
type Row = Record<string, SqlStorageValue>;

/** Bump with each change of the tables below; the step that leads there goes into `migrate`. */
const schemaVersion = 1;

/**
 * The tables inside the object of one facility: the only truth about its queues today. Every method is synchronous, so
 * that a flush of many commands is one transaction and one sync to disk. What a flush writes goes in as one statement a
 * table, its rows as JSON: each call of SQLite costs as much as ten rows.
 */
export function liveRepository(sql: SqlStorage) {
  const counts = { read: 0, written: 0 };
  const exec = <T extends Row>(query: string, ...values: SqlStorageValue[]) => {
    const cursor = sql.exec<T>(query, ...values);
    const rows = cursor.toArray();
    counts.read += cursor.rowsRead;
    counts.written += cursor.rowsWritten;
    return rows;
  };
  const one = <T extends Row>(query: string, ...values: SqlStorageValue[]) => exec<T>(query, ...values)[0];
  const many = (query: string, rows: SqlStorageValue[][]) => {
    if (rows.length) exec(query, JSON.stringify(rows));
  };
  const parsed = <T>(row: { data: string } | undefined) => (row ? (JSON.parse(row.data) as T) : undefined);

  return {
    /** Rows read and written so far, as SQLite counts them: what the budgets are checked against. */
    counts,

    /** Only called once a facility is known to exist: an object of a made-up name leaves nothing behind. */
    migrate() {
      const has = one<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'head'");
      if (has) return;
      exec("CREATE TABLE head (key TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID");
      exec("CREATE TABLE service (id TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID");
      exec(
        "CREATE TABLE ticket (id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, step INTEGER NOT NULL, final INTEGER NOT NULL, date TEXT NOT NULL, data TEXT NOT NULL) STRICT, WITHOUT ROWID",
      );
      // Most visits have one step; the index holds only what follows it.
      exec("CREATE INDEX later_step ON ticket (journey) WHERE step > 1");
      exec("CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT, data TEXT NOT NULL) STRICT");
      exec(
        "CREATE TABLE answer (key TEXT PRIMARY KEY, hash TEXT NOT NULL, answer TEXT NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID",
      );
      exec("INSERT INTO head VALUES ('schema', ?)", String(schemaVersion));
    },

    exists: () => one("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'head'") !== undefined,
    head: <T>(key: HeadKey) => parsed<T>(one<{ data: string }>("SELECT data FROM head WHERE key = ?", key)),
    setHead: (key: HeadKey, value: FacilityConfig | string | number) =>
      void exec("INSERT OR REPLACE INTO head VALUES (?, ?)", key, JSON.stringify(value)),

    lastEvent: () => one<{ seq: number; at: number }>("SELECT seq, at FROM event ORDER BY seq DESC LIMIT 1"),
    appendEvents: (logged: LoggedEvent[]) =>
      many(
        "INSERT INTO event SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        logged.map(({ event, actor }) => [event.seq, event.at, actor, JSON.stringify(event)]),
      ),
    /** Events after `seq`, oldest first. */
    eventsAfter: (seq: number, limit: number): LoggedEvent[] =>
      exec<{ actor: string | null; data: string }>(
        "SELECT actor, data FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
        seq,
        limit,
      ).map(({ actor, data }) => ({ actor, event: JSON.parse(data) as Event })),
    firstSeq: () => one<{ seq: number }>("SELECT seq FROM event ORDER BY seq LIMIT 1")?.seq ?? 0,

    services: () =>
      exec<{ data: string }>("SELECT data FROM service").map(({ data }) => JSON.parse(data) as StoredService),
    saveService: (service: StoredService) =>
      void exec("INSERT OR REPLACE INTO service VALUES (?, ?)", service.id, JSON.stringify(service)),

    insertTickets: (tickets: Ticket[]) =>
      many(
        `INSERT INTO ticket SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
         FROM json_each(?)`,
        tickets.map((ticket) => [
          ticket.id,
          ticket.token,
          ticket.journey,
          ticket.step,
          Number(isFinal(ticket.state)),
          ticket.date,
          JSON.stringify(ticket),
        ]),
      ),
    updateTicket: (ticket: Ticket) =>
      void exec(
        "UPDATE ticket SET final = ?, data = ? WHERE id = ?",
        Number(isFinal(ticket.state)),
        JSON.stringify(ticket),
        ticket.id,
      ),
    liveTickets: () =>
      exec<{ data: string }>("SELECT data FROM ticket WHERE final = 0").map(({ data }) => JSON.parse(data) as Ticket),
    ticket: (id: string) => parsed<Ticket>(one<{ data: string }>("SELECT data FROM ticket WHERE id = ?", id)),
    ticketByToken: (token: string) =>
      parsed<Ticket>(one<{ data: string }>("SELECT data FROM ticket WHERE token = ?", token)),

    /** The steps of a visit, oldest first. */
    journey(id: string): Ticket[] {
      const rows = exec<{ data: string }>("SELECT data FROM ticket WHERE id = ?", id).concat(
        exec<{ data: string }>("SELECT data FROM ticket WHERE journey = ? AND step > 1", id),
      );
      return rows.map(({ data }) => JSON.parse(data) as Ticket).sort((a, b) => a.step - b.step);
    },

    /** What these keys were answered, if they were. */
    answers: (keys: string[]) =>
      keys.length
        ? exec<{ key: string; hash: string; answer: string }>(
            "SELECT key, hash, answer FROM answer WHERE key IN (SELECT value FROM json_each(?))",
            JSON.stringify(keys),
          )
        : [],
    keepAnswers: (answers: KeptAnswer[], expires: number) =>
      many(
        "INSERT INTO answer SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        answers.map(({ key, hash, answer }) => [key, hash, answer, expires]),
      ),

    /** Forgets final tickets of dates before `date`, events of the day before yesterday, and answers that have expired. */
    purge({ date, now }: { date: string; now: number }) {
      exec("DELETE FROM ticket WHERE final = 1 AND date < ?", date);
      exec("DELETE FROM event WHERE at < ? AND seq < (SELECT max(seq) FROM event)", now - 36 * 3_600_000);
      exec("DELETE FROM answer WHERE expires < ?", now);
    },
  };
}

export type LiveRepository = ReturnType<typeof liveRepository>;
