import { instantOf, wallClock } from "@ven/kit/local-time";
import { textOf } from "@ven/kit/text";

import { FileRefused, type RowFault } from "./file-refused";
import { dateOfDay, dayOf, expandRule, maxOccurrences, type Moment, parseRule } from "./recurrence";

export const calendarLimits = { bytes: 1024 * 1024, lines: 40_000, events: 2000 };

/** One occurrence of an imported event, on the wall clock of the school. Instants are UTC ms. */
export interface ImportedEvent {
  uid: string;
  line: number;
  date: string;
  startAt: number;
  endAt: number;
  allDay: boolean;
  summary: string;
  location: string;
}

export interface ReadCalendar {
  events: ImportedEvent[];
  faults: RowFault[];
  /** Events that go on after the last day asked for, or have more than 400 occurrences. */
  cut: number;
}

interface Property {
  name: string;
  parameters: Map<string, string>;
  value: string;
}
interface Component {
  line: number;
  properties: Property[];
}

/**
 * Reads the events of an iCalendar file (RFC 5545) between two local dates. Work is bounded whatever the file says: its
 * size, its events, 400 occurrences of each. Rules beyond days, weeks and months are row errors. Throws `FileRefused`.
 */
export function readCalendar(
  bytes: Uint8Array,
  { from, to, timezone }: { from: string; to: string; timezone: string },
): ReadCalendar {
  const read: ReadCalendar = { events: [], faults: [], cut: 0 };
  const components = componentsOf(textOf(bytes, calendarLimits.bytes));
  const replaced = new Set<string>();
  for (const component of components) {
    const id = first(component, "RECURRENCE-ID");
    const at = id && momentOf(id, timezone);
    if (at) replaced.add(`${first(component, "UID")?.value}/${at.instant}`);
  }
  for (const component of components) readEvent(component, { from, to, timezone }, replaced, read);
  read.events.sort((a, b) => a.startAt - b.startAt);
  return read;
}

const first = ({ properties }: Component, name: string) => properties.find((property) => property.name === name);

function componentsOf(text: string): Component[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > calendarLimits.lines) throw new FileRefused("too-large", { limit: calendarLimits.lines });
  const components: Component[] = [];
  const open: string[] = [];
  let current: Component | undefined;
  for (let index = 0; index < lines.length; index++) {
    const begun = index + 1;
    const parts = [lines[index]!];
    while (/^[ \t]/.test(lines[index + 1] ?? "")) parts.push(lines[++index]!.slice(1));
    const line = parts.join("");
    if (line.trim() === "") continue;
    const property = propertyOf(line);
    if (!property) throw new FileRefused("calendar-broken", { line: begun });
    const { name, value } = property;
    if (name === "BEGIN") {
      open.push(value.toUpperCase());
      if (open.length > 4) throw new FileRefused("calendar-broken", { line: begun });
      if (value.toUpperCase() === "VEVENT") current = { line: begun, properties: [] };
    } else if (name === "END") {
      if (open.pop() !== value.toUpperCase()) throw new FileRefused("calendar-broken", { line: begun });
      if (value.toUpperCase() === "VEVENT" && current) components.push(current);
      if (components.length > calendarLimits.events)
        throw new FileRefused("too-large", { limit: calendarLimits.events });
    } else if (open.at(-1) === "VEVENT") current?.properties.push(property);
    if (open[0] !== undefined && open[0] !== "VCALENDAR") throw new FileRefused("calendar-broken", { line: begun });
  }
  if (open.length || lines.every((line) => !/^BEGIN:VCALENDAR/i.test(line)))
    throw new FileRefused("calendar-broken", { line: lines.length });
  return components;
}

/** `DTSTART;TZID="Asia/Ho_Chi_Minh":20260907T073000`; undefined when it is no content line. */
function propertyOf(line: string): Property | undefined {
  const parameters = new Map<string, string>();
  const head = /^[A-Za-z0-9-]+/.exec(line)?.[0];
  if (!head) return undefined;
  let at = head.length;
  const parameter = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/y;
  while (line[at] === ";") {
    parameter.lastIndex = at;
    const match = parameter.exec(line);
    if (!match) return undefined;
    parameters.set(match[1]!.toUpperCase(), match[2]!.replaceAll('"', ""));
    at = parameter.lastIndex;
  }
  return line[at] === ":" ? { name: head.toUpperCase(), parameters, value: line.slice(at + 1) } : undefined;
}

const plain = (property: Property | undefined) =>
  (property?.value ?? "")
    .replaceAll(/\\([nN,;\\])/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign))
    .slice(0, 500);

interface Point {
  /** On the wall clock of `zone`. */
  moment: Moment;
  instant: number;
  zone: string;
  allDay: boolean;
}

// Names that Windows and Outlook write for zones in which a school may plan.
const windowsZones: Record<string, string> = {
  "SE Asia Standard Time": "Asia/Ho_Chi_Minh",
  "China Standard Time": "Asia/Shanghai",
  "Tokyo Standard Time": "Asia/Tokyo",
  UTC: "UTC",
};

function momentOf({ value, parameters }: Property, timezone: string): Point | undefined {
  const [, date, time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(value.trim()) ?? [];
  if (!date) return undefined;
  const day = dayOf(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
  const [h, m, s] = [time?.slice(0, 2), time?.slice(2, 4), time?.slice(4)].map(Number);
  const second = time ? h! * 3600 + m! * 60 + s! : 0;
  if (Number.isNaN(day) || dateOfDay(day).replaceAll("-", "") !== date || second >= 86_400) return undefined;
  const named = parameters.get("TZID")?.replace(/^\/[^/]+\//, "");
  const zone = utc ? "UTC" : named ? (windowsZones[named] ?? named) : timezone;
  if (zone !== "UTC" && zone !== timezone && !isZone(zone)) return undefined;
  const moment = { day, second };
  return { moment, instant: instantIn(moment, zone), zone, allDay: time === undefined };
}

function isZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

const instantIn = ({ day, second }: Moment, zone: string) => instantOf(dateOfDay(day), second / 60, zone);

function readEvent(
  component: Component,
  { from, to, timezone }: { from: string; to: string; timezone: string },
  replaced: ReadonlySet<string>,
  read: ReadCalendar,
) {
  const fault = (code: RowFault["code"], property: Property | undefined, column: string) =>
    void read.faults.push({
      line: component.line,
      code,
      column,
      ...(property && { value: property.value.slice(0, 100) }),
    });
  if (first(component, "STATUS")?.value.toUpperCase() === "CANCELLED") return;
  const startProperty = first(component, "DTSTART");
  const uid = first(component, "UID")?.value ?? "";
  const start = startProperty && momentOf(startProperty, timezone);
  if (!start) return fault("not-a-date", startProperty, "DTSTART");
  const length = lengthOf(component, start, timezone);
  if (length === undefined)
    return fault("not-a-date", first(component, "DTEND") ?? first(component, "DURATION"), "DTEND");
  const starts = startsOf(component, start, to, timezone);
  if (typeof starts === "string") return fault(starts, first(component, "RRULE"), "RRULE");
  if (starts.cut) read.cut++;
  const overrides = first(component, "RECURRENCE-ID") !== undefined;
  for (const startAt of starts.instants) {
    if (!overrides && replaced.has(`${uid}/${startAt}`)) continue;
    const { date } = wallClock(startAt, timezone);
    if (date < from || date > to) continue;
    if (read.events.length >= calendarLimits.events)
      throw new FileRefused("too-large", { limit: calendarLimits.events });
    read.events.push({
      uid: overrides ? `${uid}/${first(component, "RECURRENCE-ID")?.value}` : uid,
      line: component.line,
      date,
      startAt,
      endAt: startAt + length,
      allDay: start.allDay,
      summary: plain(first(component, "SUMMARY")),
      location: plain(first(component, "LOCATION")),
    });
  }
}

const dayMs = 86_400_000;

function lengthOf(component: Component, start: Point, timezone: string): number | undefined {
  const end = first(component, "DTEND");
  if (end) {
    const point = momentOf(end, timezone);
    return point && point.instant > start.instant ? point.instant - start.instant : undefined;
  }
  const duration = first(component, "DURATION");
  if (!duration) return start.allDay ? dayMs : undefined;
  const parts = /^\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(
    duration.value.trim(),
  );
  if (!parts) return undefined;
  const [w, d, h, m, s] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((w! * 7 + d!) * 24 + h!) * 60 + m!) * 60_000 + s! * 1000 || undefined;
}

/** Every start of the event as an instant: its rule, what is added and what is left out. */
function startsOf(
  component: Component,
  start: Point,
  to: string,
  timezone: string,
): { instants: number[]; cut: boolean } | RowFault["code"] {
  const rules = component.properties.filter(({ name }) => name === "RRULE");
  if (rules.length > 1 || component.properties.some(({ name }) => name === "EXRULE")) return "unsupported-rule";
  let moments: Moment[] = [start.moment];
  let cut = false;
  const [written] = rules;
  if (written) {
    const rule = parseRule(written.value);
    if (typeof rule === "string") return rule === "malformed" ? "malformed-rule" : "unsupported-rule";
    const until = rule.until && untilOf(rule.until, start.zone);
    if (rule.until && !until) return "malformed-rule";
    // A day more, because the event's own zone may be ahead of the school's.
    const expansion = expandRule(rule, start.moment, { last: dayOf(to) + 1, ...(until && { until }) });
    moments = expansion.occurrences;
    cut = expansion.cut;
  }
  const instants = new Set(moments.map((moment) => instantIn(moment, start.zone)));
  for (const instant of pointsOf(component, "RDATE", timezone))
    if (instants.size < maxOccurrences) instants.add(instant);
  for (const instant of pointsOf(component, "EXDATE", timezone)) instants.delete(instant);
  return { instants: [...instants], cut };
}

function pointsOf(component: Component, name: string, timezone: string): number[] {
  return component.properties
    .filter((property) => property.name === name)
    .flatMap((property) => property.value.split(",").map((value) => ({ ...property, value })))
    .slice(0, 2 * maxOccurrences)
    .flatMap((property) => momentOf(property, timezone)?.instant ?? []);
}

/** The rule's end on the event's own wall clock; a bare date means the whole of it. */
function untilOf(until: string, zone: string): Moment | undefined {
  const point = momentOf({ name: "UNTIL", parameters: new Map([["TZID", zone]]), value: until }, zone);
  if (!point) return undefined;
  if (point.allDay) return { day: point.moment.day, second: 86_399 };
  if (!until.endsWith("Z")) return point.moment;
  const { date, minute } = wallClock(point.instant, zone);
  return { day: dayOf(date), second: minute * 60 + (point.moment.second % 60) };
}
