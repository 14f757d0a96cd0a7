import type { Feed } from "@ven/contracts/classrooms-exchange";
import { withDeadline } from "@ven/kit";

/** A live booking as a feed shows it. */
export interface FeedBooking {
  id: string;
  label: string;
  title: string | null;
  place: string;
  status: string;
  version: number;
  startAt: number;
  endAt: number;
  createdAt: number;
  changedAt: number | null;
}
export interface OpenFeed extends Feed {
  school: string;
  schoolName: string;
  timezone: string;
  /** Name of the person, room, class or school. */
  name: string | null;
}

const deadline = 900;
const bookingColumns = `b.id, b.label, b.title, r.name AS place, b.status, b.version, b.start_at AS startAt, b.end_at AS endAt,
  b.created_at AS createdAt, b.changed_at AS changedAt`;

/** Addresses of calendars, and what lies behind them. Only hashes of the tokens are kept. */
export function feedRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  return {
    async open(tokenHash: string): Promise<OpenFeed | undefined> {
      const [feed] = await rows<OpenFeed>(
        d1
          .prepare(
            `SELECT f.token_hash AS id, f.kind, f.object, f.privacy, f.created_at AS createdAt, f.school, s.name AS schoolName, s.timezone,
               CASE f.kind WHEN 'person' THEN (SELECT name FROM room_person WHERE id = f.object AND status = 'active')
                 WHEN 'room' THEN (SELECT name FROM room_resource WHERE id = f.object)
                 WHEN 'class' THEN (SELECT name FROM room_class WHERE id = f.object) ELSE s.name END AS name
             FROM room_feed AS f JOIN room_school AS s ON s.id = f.school WHERE f.token_hash = ? AND f.revoked_at IS NULL`,
          )
          .bind(tokenHash),
      );
      return feed;
    },
    /** Live bookings of a feed between two moments (UTC ms), in order. */
    bookings(
      { kind, object, school }: Pick<OpenFeed, "kind" | "object" | "school">,
      from: number,
      to: number,
      most: number,
    ) {
      if (kind === "person")
        return rows<FeedBooking>(
          d1
            .prepare(
              // A second teacher of a lesson is known by the time that it takes.
              `WITH mine AS (
                 SELECT id FROM room_booking WHERE person = ?1 AND live AND date >= date(?2 / 1000, 'unixepoch', '-1 day')
                 UNION SELECT booking FROM room_claim WHERE holder = 'p:' || ?1 AND start_at BETWEEN ?2 AND ?3)
               SELECT ${bookingColumns} FROM mine JOIN room_booking AS b ON b.id = mine.id JOIN room_resource AS r ON r.id = b.resource
               WHERE b.school = ?5 AND b.live AND b.start_at BETWEEN ?2 AND ?3
               ORDER BY b.start_at, b.id LIMIT ?4`,
            )
            .bind(object, from, to, most, school),
        );
      // Rooms and classes are found by the time they take; a school is all its rooms.
      const holders = {
        room: "SELECT 'r:' || id || ':' || unit.value AS holder FROM room_resource, room_number AS unit WHERE id = ?1 AND school = ?5 AND unit.value <= units",
        class:
          "SELECT 'c:' || id || ':' || part.value AS holder FROM room_class, room_number AS part WHERE id = ?1 AND school = ?5 AND part.value <= parts",
        school:
          "SELECT 'r:' || id || ':' || unit.value AS holder FROM room_resource, room_number AS unit WHERE school = ?1 AND school = ?5 AND kind = 'room' AND status <> 'retired' AND unit.value <= units",
      }[kind];
      return rows<FeedBooking>(
        d1
          .prepare(
            `WITH holder AS (${holders})
             SELECT DISTINCT ${bookingColumns} FROM holder AS h JOIN room_claim AS c ON c.holder = h.holder AND c.start_at BETWEEN ?2 AND ?3
               JOIN room_booking AS b ON b.id = c.booking JOIN room_resource AS r ON r.id = b.resource
             ORDER BY b.start_at, b.id LIMIT ?4`,
          )
          .bind(object, from, to, most, school),
      );
    },
    /** Whether the school has what a feed would be about; a person's own, by account. */
    async target(school: string, kind: OpenFeed["kind"], object: string) {
      const [found] = await rows<{ name: string; subject: string | null }>(
        d1
          .prepare(
            `SELECT name, subject FROM room_person WHERE ?2 = 'person' AND id = ?3 AND school = ?1 AND status = 'active'
             UNION ALL SELECT name, NULL FROM room_resource WHERE ?2 = 'room' AND id = ?3 AND school = ?1
             UNION ALL SELECT name, NULL FROM room_class WHERE ?2 = 'class' AND id = ?3 AND school = ?1
             UNION ALL SELECT name, NULL FROM room_school WHERE ?2 = 'school' AND id = ?3 AND id = ?1`,
          )
          .bind(school, kind, object),
      );
      return found;
    },
    async personOf(school: string, subject: string) {
      const [found] = await rows<{ id: string }>(
        d1
          .prepare("SELECT id FROM room_person WHERE subject = ? AND school = ? AND status = 'active'")
          .bind(subject, school),
      );
      return found;
    },
    make: (feed: Feed & { school: string; by: string }) =>
      d1
        .prepare(
          "INSERT INTO room_feed (token_hash, school, kind, object, privacy, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(feed.id, feed.school, feed.kind, feed.object, feed.privacy, feed.by, feed.createdAt),
    mine: (by: string) =>
      rows<Feed>(
        d1
          .prepare(
            "SELECT token_hash AS id, kind, object, privacy, created_at AS createdAt FROM room_feed WHERE created_by = ? AND revoked_at IS NULL ORDER BY created_at LIMIT 100",
          )
          .bind(by),
      ),
    revoke: (id: string, by: string, at: number) =>
      d1
        .prepare("UPDATE room_feed SET revoked_at = ? WHERE token_hash = ? AND created_by = ? AND revoked_at IS NULL")
        .bind(at, id, by),
    run: (statements: D1PreparedStatement[]) => withDeadline(d1.batch(statements), deadline),
  };
}
export type FeedRepository = ReturnType<typeof feedRepository>;
