import type { FeedBooking, OpenFeed } from "./feed-repository";
import { type CalendarEvent, writeCalendar } from "./write-calendar";

const dayMs = 86_400_000;
/** How far back and ahead a feed looks. A whole school in a year would be a megabyte. */
export const windowOf = (kind: OpenFeed["kind"], now: number) =>
  kind === "school"
    ? { from: now - 7 * dayMs, to: now + 28 * dayMs, most: 4000 }
    : { from: now - 30 * dayMs, to: now + 210 * dayMs, most: 4000 };

export interface FeedWords {
  busy: string;
}

/**
 * A feed as a calendar. `busy` says only that a room or a person is taken: no class, no subject, no name. Ids are those of
 * the bookings, so that a moved lesson stays the same event.
 */
export function feedCalendar(feed: OpenFeed, bookings: readonly FeedBooking[], words: FeedWords, host: string): string {
  const full = feed.privacy === "full";
  // Whose time it is, or where a class of minors is, would tell a stranger more than that somebody is busy.
  const about = full || feed.kind === "room" || feed.kind === "school";
  const events = bookings.map(
    ({ id, label, title, place, status, version, startAt, endAt, createdAt, changedAt }): CalendarEvent => ({
      uid: `${id}@${host}`,
      sequence: version - 1,
      created: createdAt,
      changed: changedAt ?? createdAt,
      start: startAt,
      end: endAt,
      summary: full ? label : words.busy,
      ...(about ? { location: place } : {}),
      ...(full && title ? { description: title } : {}),
      status: status === "hold" || status === "pending" ? "TENTATIVE" : "CONFIRMED",
    }),
  );
  const name = about ? `${feed.name ?? feed.object} · ${feed.schoolName}` : words.busy;
  return writeCalendar({ name, timezone: feed.timezone, events });
}
