import { sameKey } from "@ven/kit/text";

import type { RowFault, RowFaultCode } from "./file-refused";
import { keyOf, type Lesson, type ReadTimetable, type SchoolDay } from "./timetable";

/** Who and what a school has, to find by the names of a file. */
export interface SchoolPeople {
  classes: readonly { id: string; code: string; name: string; parts: number }[];
  persons: readonly { id: string; code: string; name: string; shortName: string; department?: string | null }[];
  rooms: readonly { id: string; code: string; name: string; units?: number }[];
}

/** A lesson that was understood, and the row it comes from. */
export interface PlacedLesson extends Lesson {
  line: number;
  where?: string;
}

/**
 * Finds each class, teacher and room; joins the periods of a double lesson; takes out what cannot be: a teacher, a class
 * or a room in two places. What is taken out is a fault with its row, never silent.
 */
export function resolveTimetable({ lessons, faults }: ReadTimetable, school: SchoolPeople, day: SchoolDay) {
  const find = finderOf(school);
  const found: RowFault[] = [...faults];
  const singles: PlacedLesson[] = [];
  for (const raw of lessons) {
    const at = { line: raw.line, ...(raw.where && { where: raw.where }) };
    const fault = (code: RowFaultCode, value: string) => void found.push({ ...at, code, value });
    const group = find.class(raw.className);
    const { person, also, fault: unknown } = teachersOf(raw, (name) => find.person(name));
    const room = raw.room ? find.room(raw.room) : undefined;
    if (!group) fault("unknown-class", raw.className);
    else if (raw.part > group.parts) fault("unknown-part", `${raw.className} / ${raw.part}`);
    else if (unknown) fault(unknown.code, unknown.value);
    else if (raw.room && !room) fault("unknown-room", raw.room);
    // Whoever books a room answers for it, so a lesson in a room has a teacher.
    else if (room && !person) fault("teacher-missing", raw.room);
    else if (![...day.morning, ...day.afternoon, ...day.evening].includes(raw.period))
      fault("unknown-period", String(raw.period));
    else
      singles.push({
        ...at,
        class: group.id,
        part: raw.part,
        weekday: raw.weekday,
        first: raw.period,
        last: raw.period,
        subject: raw.subject,
        person,
        resource: room?.id ?? null,
        ...(also.length && { also }),
        ...(raw.week && { week: raw.week }),
      });
  }
  const kept = withoutClashes(singles, found);
  return { lessons: joinDoubles(kept, day), faults: uniqueFaults(found) };
}

/** Who teaches: one, or several where a file lists them or puts commas, "+" or "&" between their names. */
function teachersOf({ teacher, also }: ReadTimetable["lessons"][number], find: Finder["person"]) {
  const listed = teacher !== "" && !also?.length && !find(teacher)?.length && /[,;+&]/.test(teacher);
  const names = listed ? teacher.split(/[,;+&]/).map((name) => name.trim()) : [teacher, ...(also ?? [])];
  const ids: string[] = [];
  for (const name of names.filter(Boolean)) {
    const hits = find(name) ?? [];
    if (hits.length !== 1)
      return { person: null, also: [], fault: { code: hits.length ? "ambiguous-teacher" : "unknown-teacher", value: name } as const }; // prettier-ignore
    ids.push(hits[0]!.id);
  }
  const [person = null, ...others] = new Set(ids);
  return { person, also: others.toSorted() };
}

/** The same fault of a merged cell is told once. */
function uniqueFaults(faults: RowFault[]) {
  const seen = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
  return [...seen.values()];
}

type Finder = ReturnType<typeof finderOf>;
function finderOf({ classes, persons, rooms }: SchoolPeople) {
  const index = <Item>(items: readonly Item[], namesOf: (item: Item) => string[]) => {
    const map = new Map<string, Item[]>();
    for (const item of items)
      for (const name of new Set(namesOf(item).map(sameKey))) map.set(name, [...(map.get(name) ?? []), item]);
    return map;
  };
  const classIndex = index(classes, ({ code, name }) => [code, name]);
  const roomIndex = index(rooms, ({ code, name }) => [code, name]);
  // The most exact name wins: a code, then the short name of timetables, then the whole name, then the given name.
  const personIndexes = [
    index(persons, ({ code }) => [code]),
    index(persons, ({ shortName }) => [shortName]),
    index(persons, ({ name }) => [name]),
    index(persons, ({ name }) => [name.split(/\s+/).at(-1) ?? name]),
  ];
  return {
    class: (name: string) => classIndex.get(sameKey(name))?.[0],
    room: (name: string) =>
      roomIndex.get(sameKey(name))?.[0] ?? roomIndex.get(sameKey(name.replace(/^p\.?\s*/i, "")))?.[0],
    person(name: string) {
      const key = sameKey(name.replace(/^(thầy|cô|gv|mr\.?|ms\.?)\s+/i, ""));
      for (const people of personIndexes) {
        const hits = people.get(key);
        if (hits) return hits;
      }
      return undefined;
    },
  };
}

/** Lessons that are one: classes taught together have all but the class in common. */
const togetherKey = ({ weekday, first, subject, person, resource, also = [], week = 0 }: Lesson) =>
  JSON.stringify([weekday, first, sameKey(subject), person, resource, also, week]);

function withoutClashes(lessons: PlacedLesson[], faults: RowFault[]): PlacedLesson[] {
  const taken = new Map<string, PlacedLesson>();
  const kept: PlacedLesson[] = [];
  for (const lesson of lessons) {
    // A lesson of every week excludes those of odd and of even ones; these do not exclude each other.
    const times = (lesson.week ? [lesson.week] : [1, 2]).map((week) => `${lesson.weekday}.${lesson.first}.${week}`);
    // A whole class and a part of it exclude each other; parts of it do not.
    const classKeys = lesson.part === 0 ? [0, 1, 2, 3, 4] : [0, lesson.part];
    const clash = (holders: readonly string[]) =>
      holders.flatMap((holder) => times.map((at) => taken.get(`${holder}:${at}`))).find(Boolean);
    const classClash = clash(classKeys.map((part) => `c:${lesson.class}:${part}`));
    // The same row said twice (merged cells, a copied line) is one lesson.
    if (classClash && sameLesson(classClash, lesson)) continue;
    const people = lesson.person ? [lesson.person, ...(lesson.also ?? [])].map((id) => `p:${id}`) : [];
    const rooms = lesson.resource ? [`r:${lesson.resource}`] : [];
    const personClash = clash(people);
    const roomClash = clash(rooms);
    const code: RowFaultCode | undefined = classClash
      ? "class-twice"
      : personClash && togetherKey(personClash) !== togetherKey(lesson)
        ? "teacher-twice"
        : roomClash && togetherKey(roomClash) !== togetherKey(lesson)
          ? "room-twice"
          : undefined;
    if (code) {
      const other = classClash ?? personClash ?? roomClash;
      const { line, where } = lesson;
      faults.push({ line, ...(where && { where }), code, value: other?.where ?? String(other?.line ?? "") });
      continue;
    }
    for (const holder of [`c:${lesson.class}:${lesson.part}`, ...people, ...rooms])
      for (const at of times) taken.set(`${holder}:${at}`, lesson);
    kept.push(lesson);
  }
  return kept;
}

const sameLesson = (a: Lesson, b: Lesson) =>
  a.class === b.class && a.part === b.part && togetherKey(a) === togetherKey(b);

/** Joins neighbouring periods of one lesson within a session: a double period is one booking. */
function joinDoubles(lessons: PlacedLesson[], day: SchoolDay): PlacedLesson[] {
  const sessionOf = (period: number) => (day.morning.includes(period) ? 0 : day.afternoon.includes(period) ? 1 : 2);
  const order = (a: PlacedLesson, b: PlacedLesson) =>
    a.class.localeCompare(b.class) ||
    a.part - b.part ||
    a.weekday - b.weekday ||
    (a.week ?? 0) - (b.week ?? 0) ||
    a.first - b.first;
  const joined: PlacedLesson[] = [];
  for (const lesson of lessons.toSorted(order)) {
    const before = joined.at(-1);
    const goesOn =
      before &&
      before.last + 1 === lesson.first &&
      sessionOf(before.last) === sessionOf(lesson.first) &&
      sameLesson({ ...before, first: lesson.first }, lesson);
    if (goesOn) before.last = lesson.last;
    else joined.push({ ...lesson });
  }
  return joined;
}

export interface TimetableDifference {
  same: Lesson[];
  added: Lesson[];
  removed: Lesson[];
  /** The same lesson at another time. */
  moved: { from: Lesson; to: Lesson }[];
  /** Another teacher, subject or room at the same time. */
  changed: { from: Lesson; to: Lesson }[];
}

/** What a new timetable changes. Applied twice, the second time changes nothing. */
export function differenceOf(current: readonly Lesson[], next: readonly Lesson[]): TimetableDifference {
  const before = new Map(current.map((lesson) => [keyOf(lesson), lesson]));
  const difference: TimetableDifference = { same: [], added: [], removed: [], moved: [], changed: [] };
  const fresh: Lesson[] = [];
  for (const lesson of next) {
    const old = before.get(keyOf(lesson));
    before.delete(keyOf(lesson));
    if (!old) fresh.push(lesson);
    else if (contentOf(old) === contentOf(lesson) && old.last === lesson.last) difference.same.push(lesson);
    else difference.changed.push({ from: old, to: lesson });
  }
  const gone = Map.groupBy(before.values(), (lesson) => `${lesson.class}.${lesson.part}.${contentOf(lesson)}`);
  for (const lesson of fresh) {
    const from = gone.get(`${lesson.class}.${lesson.part}.${contentOf(lesson)}`)?.shift();
    if (from) difference.moved.push({ from, to: lesson });
    else difference.added.push(lesson);
  }
  difference.removed = [...gone.values()].flat();
  return difference;
}

const contentOf = ({ subject, person, resource, also = [], week = 0 }: Lesson) =>
  JSON.stringify([sameKey(subject), person, resource, also, week]);

/** Classes taught together, as one booking: the lessons that share time, subject, teacher and room. */
export function togetherOf(lessons: readonly Lesson[]): Lesson[][] {
  const groups = Map.groupBy(lessons, (lesson) =>
    lesson.resource ? `${togetherKey(lesson)}${lesson.last}` : `${keyOf(lesson)}`,
  );
  return [...groups.values()];
}
