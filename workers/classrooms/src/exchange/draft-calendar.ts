import { sha256, uuidv7 } from "@ven/kit";
import { addDays, localDate } from "@ven/kit/local-time";

import { type ImportContext, keepDraft } from "./draft-import";
import { FileRefused } from "./file-refused";
import type { BookedEvent, EventsPayload, ImportRow } from "./import-repository";
import { readCalendar } from "./read-calendar";
import { summaryOf } from "./summary";

interface Upload {
  bytes: Uint8Array;
  school: string;
  timezone: string;
  resource: string | undefined;
  to: string | undefined;
}

// Further ahead nobody plans a room.
const furthestDays = 400;

/**
 * What a calendar from elsewhere would book in a room, from tomorrow on, for the one who imports it. The second import of
 * the same file adds nothing; what is taken stays with those who have it. Throws `FileRefused`.
 */
export async function draftCalendar(
  context: ImportContext,
  { bytes, school, timezone, resource, to }: Upload,
): Promise<ImportRow> {
  const { imports, actor, now } = context;
  const place = resource && (await imports.roomAndPerson(school, resource, actor));
  if (!resource || !place) throw new FileRefused("room-missing");
  const from = addDays(localDate(now, timezone), 1);
  const furthest = addDays(from, furthestDays);
  const read = readCalendar(bytes, { from, to: to && to < furthest ? to : furthest, timezone });
  const events: BookedEvent[] = await Promise.all(
    read.events
      .filter(({ startAt, endAt }) => endAt - startAt <= 86_400_000)
      .map(async ({ uid, date, startAt, endAt, summary }) => ({
        id: uuidv7(now),
        key: `ics:${(await sha256(`${resource} ${uid} ${startAt}`)).slice(0, 22)}`,
        date,
        startAt,
        endAt,
        title: summary.slice(0, 200),
        label: [summary.split("\n", 1)[0]?.slice(0, 80), place.shortName].filter(Boolean).join(" · "),
      })),
  );
  const holders = [
    ...Array.from({ length: place.units }, (_, index) => `r:${resource}:${index + 1}`),
    `p:${place.person}`,
  ];
  const found = new Map((await imports.events(school, events, holders)).map((one) => [one.key, one]));
  const fresh = events.filter(({ key }) => !found.get(key)?.known);
  const free = fresh.filter(({ key }) => !found.get(key)?.booking);
  const payload: EventsPayload = {
    resource,
    person: place.person,
    department: place.department,
    holders,
    events: free,
  };
  const summary = summaryOf({
    rows: events.length,
    same: events.length - fresh.length,
    changes: free.map(({ date, label }) => ({ kind: "added" as const, text: `${date} · ${place.code} · ${label}` })),
    conflicts: fresh.flatMap(({ key, date, label }) => {
      const booking = found.get(key)?.booking;
      return booking ? [{ date, lesson: label, booking }] : [];
    }),
    faults: read.faults,
  });
  return keepDraft(context, { school, kind: "calendar", summary, total: free.length, bytes, payload });
}
