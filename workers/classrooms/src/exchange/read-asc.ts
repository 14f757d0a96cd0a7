import { maxTextBytes } from "@ven/kit/text";

import { FileRefused, type RowFault } from "./file-refused";
import type { RawLesson, ReadTimetable, Week } from "./timetable";
import { childOf, childrenOf, type Element, readXml } from "./xml";

/**
 * The XML that aSc Timetables exports: lessons (subject, classes, groups, teachers) and cards (when and where). Days are
 * a mask "10000" from Monday, or in older files a number from 0; weeks a mask "10" of a cycle, terms one of the year's
 * terms, of which `term` (from 1) is the one asked for. Throws `FileRefused` `asc-missing` or `xml-broken`.
 */
export function readAsc(bytes: Uint8Array, term?: number): ReadTimetable {
  if (bytes.length > maxTextBytes) throw new FileRefused("too-large", { limit: maxTextBytes });
  const root = readXml(bytes, "timetable.xml");
  const lessonsById = byId(root, "lessons", "lesson");
  const cards = childrenOf(childOf(root, "cards"), "card");
  if (root.name !== "timetable" || lessonsById.size === 0 || cards.length === 0) throw new FileRefused("asc-missing");
  const subjects = byId(root, "subjects", "subject");
  const teachers = byId(root, "teachers", "teacher");
  const classes = byId(root, "classes", "class");
  const rooms = byId(root, "classrooms", "classroom");
  const groups = byId(root, "groups", "group");
  const lessons: RawLesson[] = [];
  const faults: RowFault[] = [];
  for (const [index, { attributes: card }] of cards.entries()) {
    const at = { line: index + 1, where: `card ${index + 1}` };
    const lesson = lessonsById.get(card.lessonid ?? "");
    if (!lesson) {
      faults.push({ ...at, code: "unknown-reference", column: "lessonid", value: card.lessonid });
      continue;
    }
    const period = Number(card.period);
    const weekdays = weekdaysOf(card);
    // A card that is not placed yet has no day; it is no lesson of the week.
    if (!weekdays.length || !Number.isInteger(period) || period < 1) continue;
    const teacherIds = list(lesson.attributes.teacherids ?? lesson.attributes.teacherid);
    const terms = maskOf(card.terms ?? lesson.attributes.terms);
    if (term !== undefined && terms.length > 1 && terms.length >= term && terms[term - 1] !== "1") {
      faults.push({ ...at, code: "other-term", value: terms });
      continue;
    }
    const weeks = maskOf(card.weeks ?? lesson.attributes.weeks);
    const week = weekOfMask(weeks);
    if (week === undefined) {
      faults.push({ ...at, code: "unknown-weeks", value: weeks });
      continue;
    }
    const roomIds = list(card.classroomids ?? lesson.attributes.classroomids);
    const facts = {
      subject: nameOf(subjects.get(lesson.attributes.subjectid ?? "")),
      teacher: shortOf(teachers.get(teacherIds[0] ?? "")),
      also: teacherIds.slice(1).map((id) => shortOf(teachers.get(id))),
      week,
      room: shortOf(rooms.get(roomIds[0] ?? "")),
    };
    const length = Math.max(1, Number(lesson.attributes.periodspercard ?? lesson.attributes.durationperiods ?? 1) || 1);
    for (const { className, part } of audienceOf(lesson, classes, groups))
      for (const weekday of weekdays)
        for (let n = 0; n < length; n++)
          lessons.push({ ...at, className, part, weekday, period: period + n, ...facts });
  }
  return { lessons, faults };
}

const byId = (root: Element, list: string, name: string) =>
  new Map(childrenOf(childOf(root, list), name).map((element) => [element.attributes.id ?? "", element]));
const list = (text = "") =>
  text
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);
const nameOf = (element: Element | undefined) =>
  (element?.attributes.name ?? element?.attributes.short ?? "").normalize("NFC");
/** Schools name a teacher shortly in a timetable, and a room by its code. */
const shortOf = (element: Element | undefined) =>
  (element?.attributes.short || element?.attributes.name || "").normalize("NFC");

const maskOf = (text = "") => (/^[01]{1,12}$/.test(text) ? text : "1");
/** "11" → every week, "10" or "1010" → odd ones, "01" → even ones; no other cycle is known here. */
function weekOfMask(mask: string): Week | undefined {
  const weeks = mask.split("");
  if (!weeks.includes("0")) return 0;
  if (mask.length % 2 === 0 && weeks.every((bit, index) => (bit === "1") === (index % 2 === 0))) return 1;
  if (mask.length % 2 === 0 && weeks.every((bit, index) => (bit === "1") === (index % 2 === 1))) return 2;
  return undefined;
}

function weekdaysOf({ days = "", day }: Element["attributes"]): number[] {
  if (day !== undefined && /^\d$/.test(day)) return [Number(day) + 1];
  return days.split("").flatMap((bit, index) => (bit === "1" && index < 7 ? [index + 1] : []));
}

/** The classes of a lesson, with the group of each when it is not for the entire class. */
function audienceOf(lesson: Element, classes: Map<string, Element>, groups: Map<string, Element>) {
  const divided = new Map<string, number>();
  for (const id of list(lesson.attributes.groupids)) {
    const group = groups.get(id)?.attributes;
    if (!group?.classid || group.entireclass === "1") continue;
    // Groups of one division are numbered in the order in which the file lists them.
    const division = [...groups.values()].filter(
      ({ attributes }) => attributes.classid === group.classid && attributes.divisiontag === group.divisiontag,
    );
    divided.set(group.classid, division.findIndex(({ attributes }) => attributes.id === id) + 1);
  }
  return list(lesson.attributes.classids ?? lesson.attributes.classid).map((id) => {
    const found = classes.get(id)?.attributes;
    return { className: (found?.name || found?.short || id).normalize("NFC"), part: divided.get(id) ?? 0 };
  });
}
