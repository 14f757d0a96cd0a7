import { withDeadline } from "@ven/kit";

import { bookingColumns, bookingOf, type BookingRow } from "./booking-repository";
import type { Minimum, UsedOn } from "./rules/minimum";

export interface UnitOut {
  resource: string;
  unit: number;
  reason: string;
  since: number;
}
export interface HandoverRow {
  booking: string;
  label: string;
  resource: string;
  date: string;
  direction: "in" | "out";
  note: string | null;
  at: number;
}

const deadline = 2000;

/** What a school decides about its rooms: who may book them, least use, what is out of service, who has left. */
export function ruleRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  const bookings = async (statement: D1PreparedStatement): Promise<BookingRow[]> =>
    (await withDeadline(statement.all<Record<string, unknown>>(), deadline)).results.map(bookingOf);
  return {
    setRights: (resources: readonly string[], departments: readonly string[]) => [
      d1
        .prepare("DELETE FROM room_right WHERE resource IN (SELECT value FROM json_each(?))")
        .bind(JSON.stringify(resources)),
      d1
        .prepare(
          "INSERT INTO room_right (resource, department) SELECT r.value, d.value FROM json_each(?1) AS r, json_each(?2) AS d",
        )
        .bind(JSON.stringify(resources), JSON.stringify(departments)),
    ],

    minimums: (school: string) =>
      rows<Minimum>(
        d1.prepare("SELECT id, who, per, least FROM room_minimum WHERE school = ? ORDER BY id").bind(school),
      ),
    setMinimum: (one: Minimum & { school: string; by: string; at: number }) =>
      d1
        .prepare(
          `INSERT INTO room_minimum (id, school, who, per, least, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (school, who, per) DO UPDATE SET least = excluded.least`,
        )
        .bind(one.id, one.school, one.who, one.per, one.least, one.by, one.at),
    dropMinimum: (id: string, school: string) =>
      d1.prepare("DELETE FROM room_minimum WHERE id = ? AND school = ?").bind(id, school),

    /** Lessons in rooms by person and date; over the colleagues, whose bookings have an index by date. */
    usedBy: (school: string, from: string, to: string) =>
      rows<UsedOn>(
        d1
          .prepare(
            `SELECT b.person, b.date, count(*) AS lessons FROM room_person AS p JOIN room_booking AS b ON b.person = p.id
               JOIN room_resource AS r ON r.id = b.resource AND r.kind = 'room'
             WHERE p.school = ?1 AND p.status = 'active' AND b.date BETWEEN ?2 AND ?3 AND b.live GROUP BY b.person, b.date`,
          )
          .bind(school, from, to),
      ),

    unitsOut: (school: string) =>
      rows<UnitOut>(
        d1
          .prepare("SELECT resource, unit, reason, since FROM room_unit_out WHERE school = ? ORDER BY resource, unit")
          .bind(school),
      ),
    takeOut: ({ school, resource, unit, reason, since }: UnitOut & { school: string }) =>
      d1
        .prepare(
          `INSERT INTO room_unit_out (holder, school, resource, unit, reason, since) VALUES (?6, ?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (holder) DO UPDATE SET reason = excluded.reason`,
        )
        .bind(school, resource, unit, reason, since, `r:${resource}:${unit}`),
    putBack: (school: string, resource: string, unit: number) =>
      d1
        .prepare("DELETE FROM room_unit_out WHERE school = ? AND resource = ? AND unit = ?")
        .bind(school, resource, unit),

    /** Live bookings that are still to come of some holders of claims, in order. */
    comingOf: (holders: readonly string[], now: number) =>
      bookings(
        d1
          .prepare(
            `SELECT ${bookingColumns} FROM room_booking WHERE id IN (
               SELECT c.booking FROM json_each(?1) AS h JOIN room_claim AS c ON c.holder = h.value AND c.start_at > ?2)
             ORDER BY start_at LIMIT 2000`,
          )
          .bind(JSON.stringify(holders), now),
      ),

    /** What people wrote down as broken when they took a room or gave it back. */
    badHandovers: (school: string, since: number) =>
      rows<HandoverRow>(
        d1
          .prepare(
            `SELECT h.booking, b.label, b.resource, b.date, h.direction, h.note, h.at FROM room_handover AS h
               JOIN room_booking AS b ON b.id = h.booking
             WHERE h.school = ?1 AND h.at > ?2 AND h.condition = 'fault' ORDER BY h.at DESC LIMIT 30`,
          )
          .bind(school, since),
      ),

    /** People of a school who are there, with what they still have to come. */
    people: (school: string, today: string) =>
      rows<{ id: string; code: string; name: string; department: string | null; coming: number }>(
        d1
          .prepare(
            `SELECT p.id, p.code, p.name, p.department,
               (SELECT count(*) FROM room_booking WHERE person = p.id AND date >= ?2 AND live) AS coming
             FROM room_person AS p WHERE p.school = ?1 AND p.status = 'active' ORDER BY p.folded LIMIT 500`,
          )
          .bind(school, today),
      ),
    markLeft: (school: string, people: readonly string[]) =>
      d1
        .prepare(
          "UPDATE room_person SET status = 'left' WHERE school = ? AND status = 'active' AND id IN (SELECT value FROM json_each(?))",
        )
        .bind(school, JSON.stringify(people)),
  };
}
export type RuleRepository = ReturnType<typeof ruleRepository>;
