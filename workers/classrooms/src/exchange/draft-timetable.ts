import type { ImportChange } from "@ven/contracts/classrooms-exchange";
import { uuidv7 } from "@ven/kit";
import { addDays, localDate, weekdayOf } from "@ven/kit/local-time";
import { sameKey } from "@ven/kit/text";

import { type ImportContext, keepDraft } from "./draft-import";
import { FileRefused } from "./file-refused";
import type { ImportRow } from "./import-repository";
import { differenceOf, resolveTimetable, type SchoolPeople, togetherOf } from "./plan-timetable";
import { readAsc } from "./read-asc";
import { readMatrix } from "./read-matrix";
import { readTimetableCsv } from "./read-timetable-csv";
import { readXlsx } from "./read-xlsx";
import { summaryOf } from "./summary";
import { keyOf, type Lesson, type RawLesson, type SchoolDay } from "./timetable";
import type { BookedLesson, TimetablePayload, TimetableRepository } from "./timetable-repository";

interface Upload {
  bytes: Uint8Array;
  school: string;
  timezone: string;
  /** A day of the week from which it counts. */
  from: string | undefined;
}

/**
 * Compares an uploaded timetable with the one in force: what is added, gone, moved and changed, and which bookings stay in
 * its way. Nothing is changed yet. Throws `FileRefused`.
 */
export async function draftTimetable(
  context: ImportContext & { timetables: TimetableRepository },
  { bytes, school, timezone, from: day }: Upload,
): Promise<ImportRow> {
  const { timetables, imports, now } = context;
  if (!day) throw new FileRefused("from-missing");
  const from = addDays(day, 1 - weekdayOf(day));
  const to = await timetables.endOfYear(school, from);
  if (!to || to < from) throw new FileRefused("no-school-year", { date: from });
  const [bells, listed, { baseline, later }, { numbered, term }] = await Promise.all([
    timetables.day(school, from),
    imports.schoolPeople(school),
    timetables.current(school, from),
    timetables.weeksAndTerm(school, from),
  ]);
  if (later) throw new FileRefused("later-timetable", { date: later.effectiveFrom });
  const { source, read } = await readTimetable(bytes, bells, listed, term);
  const { classes, divided } = dividedBy(read.lessons, listed.classes);
  const people = { ...listed, classes };
  // Without numbers nobody can say which week is odd; a guess would send a class to an occupied room.
  const unnumbered = numbered ? [] : read.lessons.filter(({ week }) => week);
  read.lessons = read.lessons.filter((lesson) => !unnumbered.includes(lesson));
  read.faults.push(
    ...unnumbered.map(({ line, where, week }) => ({
      line,
      ...(where && { where }),
      code: "weeks-unnumbered" as const,
      value: String(week),
    })),
  );
  const { lessons, faults } = resolveTimetable(read, people, bells);
  const current = baseline ? await timetables.lessons(baseline.id) : [];
  const difference = differenceOf(current, lessons);
  const fresh = new Set(
    [
      ...difference.added,
      ...difference.moved.map(({ to: next }) => next),
      ...difference.changed.map(({ to: next }) => next),
    ].map(keyOf),
  );
  const gone = [
    ...difference.removed,
    ...difference.moved.map(({ from: old }) => old),
    ...difference.changed.map(({ from: old }) => old),
  ];
  const today = addDays(localDate(now, timezone), 1);
  const names = namesOf(people);
  const plan = planBookings(lessons, current, fresh, gone.map(keyOf), people);
  const payload: TimetablePayload = {
    timetable: uuidv7(now),
    source,
    from,
    to,
    bookFrom: from > today ? from : today,
    baseline: baseline?.id ?? null,
    lessons: lessons.map((lesson) => ({ ...plainLesson(lesson), key: keyOf(lesson) })),
    ...plan,
    divided,
  };
  const changes: ImportChange[] = [
    ...divided.map(({ class: id, parts, before }) => ({
      kind: "changed" as const,
      text: `${people.classes.find((one) => one.id === id)?.name ?? id}: ${parts}`,
      before: String(before),
    })),
    ...difference.added.map((lesson) => ({ kind: "added" as const, text: names(lesson) })),
    ...difference.removed.map((lesson) => ({ kind: "removed" as const, text: names(lesson) })),
    ...difference.moved.map(({ from: old, to: next }) => ({
      kind: "moved" as const,
      text: names(next),
      before: names(old),
    })),
    ...difference.changed.map(({ from: old, to: next }) => ({
      kind: "changed" as const,
      text: names(next),
      before: names(old),
    })),
  ];
  const conflicts = await timetables.conflicts(school, payload);
  const summary = summaryOf({
    rows: read.lessons.length,
    same: difference.same.length,
    changes,
    faults,
    conflicts,
    from,
  });
  return keepDraft(context, { school, kind: "timetable", summary, total: lessons.length, bytes, payload });
}

/** The most groups that a class can have. */
const mostParts = 4;

/** Classes as the lessons divide them: a file that teaches group 2 says that there is one. */
function dividedBy(lessons: readonly RawLesson[], classes: SchoolPeople["classes"]) {
  const needed = new Map<string, number>();
  for (const { className, part } of lessons)
    if (part <= mostParts) needed.set(sameKey(className), Math.max(part, needed.get(sameKey(className)) ?? 0));
  const partsOf = ({ code, name, parts }: SchoolPeople["classes"][number]) =>
    Math.max(parts, needed.get(sameKey(code)) ?? 0, needed.get(sameKey(name)) ?? 0);
  return {
    classes: classes.map((one) => ({ ...one, parts: partsOf(one) })),
    divided: classes
      .filter((one) => partsOf(one) > one.parts)
      .map((one) => ({ class: one.id, parts: partsOf(one), before: one.parts })),
  };
}

const plainLesson = ({
  class: id,
  part,
  weekday,
  first,
  last,
  subject,
  person,
  resource,
  also,
  week,
}: Lesson): Lesson => ({
  class: id,
  part,
  weekday,
  first,
  last,
  subject,
  person,
  resource,
  ...(also && { also }),
  ...(week && { week }),
});

/** Which of the three kinds a file is shows in its first bytes. */
async function readTimetable(bytes: Uint8Array, day: SchoolDay, { rooms }: SchoolPeople, term: number | undefined) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const names = new Set(rooms.flatMap(({ code, name }) => [code, name]).map(sameKey));
    const sheets = await readXlsx(bytes);
    return { source: "xlsx" as const, read: readMatrix(sheets, day, { isRoom: (text) => names.has(sameKey(text)) }) };
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new FileRefused("file-kind", { name: ".xls" });
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (start.startsWith("<")) return { source: "asc" as const, read: readAsc(bytes, term) };
  return { source: "csv" as const, read: readTimetableCsv(bytes, day) };
}

type People = Parameters<typeof resolveTimetable>[1] & { persons: readonly { department?: string | null }[] };

/**
 * Bookings for lessons in rooms. Classes taught together share one, kept under the first class; so when one of them changes,
 * the booking of all is given up and made anew.
 */
function planBookings(
  lessons: readonly Lesson[],
  current: readonly Lesson[],
  fresh: ReadonlySet<string>,
  gone: readonly string[],
  people: People,
) {
  const inRooms = (list: readonly Lesson[]) => togetherOf(list.filter((lesson) => lesson.resource && lesson.person));
  const touched = (group: Lesson[], keys: ReadonlySet<string>) => group.some((lesson) => keys.has(keyOf(lesson)));
  const goneKeys = new Set(gone);
  const leaderOf = (group: Lesson[]) => keyOf(group[0]!);
  const sizeOf = (group: Lesson[]) => group.map(keyOf).join();
  const before = new Map(inRooms(current).map((group) => [leaderOf(group), group]));
  const after = inRooms(lessons);
  const renewed = after.filter((group) => {
    const old = before.get(leaderOf(group));
    return touched(group, fresh) || !old || sizeOf(old) !== sizeOf(group);
  });
  const renewedKeys = new Set(renewed.map(leaderOf));
  const kept = new Set(after.filter((group) => !renewedKeys.has(leaderOf(group))).map(leaderOf));
  const cancel = [...before.values()]
    .filter((group) => touched(group, goneKeys) || !kept.has(leaderOf(group)))
    .map(leaderOf);
  return { bookings: renewed.map((group) => bookedLesson(group, people)), cancel };
}

function bookedLesson(group: Lesson[], { classes, persons, rooms }: People): BookedLesson {
  const [lesson] = group as [Lesson, ...Lesson[]];
  const person = persons.find(({ id }) => id === lesson.person);
  const units = (rooms.find(({ id }) => id === lesson.resource) as { units?: number } | undefined)?.units ?? 1;
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const groups = group.map((one) => ({ ...one, facts: classes.find(({ id }) => id === one.class) }));
  const further = lesson.also ?? [];
  const names = [lesson.person, ...further].flatMap((id) => persons.find((one) => one.id === id)?.shortName ?? []);
  const named = groups.map(({ facts, part }) => (part ? `${facts?.code}/${part}` : (facts?.code ?? "")));
  return {
    key: keyOf(lesson),
    weekday: lesson.weekday,
    first: lesson.first,
    last: lesson.last,
    subject: lesson.subject,
    person: lesson.person ?? "",
    department: person?.department ?? null,
    resource: lesson.resource ?? "",
    classes: group.map((one) => ({ class: one.class, part: one.part })),
    label: [named.join(", "), lesson.subject, names.join(", ")].filter(Boolean).join(" · ").slice(0, 120),
    also: further.length ? further : null,
    week: lesson.week ?? 0,
    holders: [
      ...upTo(units).map((unit) => `r:${lesson.resource}:${unit}`),
      ...[lesson.person, ...further].map((id) => `p:${id}`),
      ...groups.flatMap(({ class: id, part, facts }) =>
        (part ? [part] : upTo(facts?.parts ?? 1)).map((one) => `c:${id}:${one}`),
      ),
    ],
  };
}

const dayNames = ["Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "CN"];

/** "10A1 · Thứ 2 tiết 1–2 · Toán · Hà · TIN1" */
function namesOf({ classes, persons, rooms }: SchoolPeople) {
  const by = <Item extends { id: string }>(items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));
  const [classOf, personOf, roomOf] = [by(classes), by(persons), by(rooms)];
  return ({ class: id, part, weekday, first, last, subject, person, resource, also = [], week }: Lesson) =>
    [
      `${classOf.get(id)?.code ?? id}${part ? `/${part}` : ""}`,
      `${dayNames[weekday - 1]} tiết ${first === last ? first : `${first}–${last}`}`,
      week && ["", "tuần lẻ", "tuần chẵn"][week],
      subject,
      [person, ...also].flatMap((one) => personOf.get(one ?? "")?.shortName ?? []).join(", "),
      roomOf.get(resource ?? "")?.code,
    ]
      .filter(Boolean)
      .join(" · ");
}
