import * as z from "zod/mini";

import { SchoolId, ResourceId, PersonId, RecordId, DateText } from "./classroom-ids";

export { SchoolId, ResourceId, PersonId, RecordId, DateText };

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));

const Period = z.int().check(z.minimum(1), z.maximum(15));
const Millis = z.int();
const Version = z.int().check(z.minimum(1));

export const Feature = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,29}$/));
export const ResourceKind = z.enum(["room", "equipment", "space"]);

export const School = z.object({
  id: SchoolId,
  name: z.string(),
  level: z.enum(["primary", "lower", "upper", "mixed"]),
  commune: z.string(),
  rooms: z.int(),
  sample: z.boolean(),
});
export type School = z.infer<typeof School>;
export const SchoolList = z.object({ items: z.array(School), next: z.nullable(z.string()) });

export const Day = z.object({
  date: DateText,
  kind: z.enum(["teach", "closed", "makeup"]),
  runsAs: z.int(),
  reason: z.nullable(z.string()),
  reasonEn: z.nullable(z.string()),
});
export const BellPeriod = z.object({
  period: Period,
  session: z.enum(["morning", "afternoon", "evening"]),
  starts: z.int(),
  ends: z.int(),
});
export const Bell = z.object({
  id: z.string(),
  name: z.string(),
  validFrom: DateText,
  validTo: DateText,
  weekdays: z.int(),
  periods: z.array(BellPeriod),
});
export const Term = z.object({
  term: z.int(),
  name: z.string(),
  nameEn: z.string(),
  startsOn: DateText,
  endsOn: DateText,
});

export const Room = z.object({
  id: ResourceId,
  code: z.string(),
  name: z.string(),
  kind: ResourceKind,
  units: z.int(),
  capacity: z.nullable(z.int()),
  features: z.array(z.string()),
  building: z.nullable(z.string()),
  floor: z.nullable(z.int()),
  approval: z.enum(["none", "manager"]),
  status: z.enum(["active", "out_of_service", "retired"]),
});
export type Room = z.infer<typeof Room>;
export const RoomList = z.object({ items: z.array(Room) });

/** The frame of a school: what a client needs to draw a week and to offer a booking. */
export const SchoolFrame = z.object({
  school: z.object({
    ...School.shape,
    timezone: z.string(),
    maxAdvanceDays: z.int(),
    minNoticeMinutes: z.int(),
    checkInBefore: z.int(),
    checkInAfter: z.int(),
  }),
  terms: z.array(Term),
  bells: z.array(Bell),
  rooms: z.array(Room),
});

export const ClassPart = z.object({
  class: PersonId,
  /** 0 is the whole class. */
  part: z.int().check(z.minimum(0), z.maximum(4)),
});

export const Booking = z.object({
  id: RecordId,
  school: SchoolId,
  resource: ResourceId,
  unit: z.int(),
  date: DateText,
  first: z.nullable(Period),
  last: z.nullable(Period),
  startAt: Millis,
  endAt: Millis,
  person: z.nullable(z.string()),
  classes: z.array(ClassPart),
  subject: z.nullable(z.string()),
  title: z.nullable(z.string()),
  label: z.string(),
  source: z.enum(["manual", "timetable", "exam", "maintenance", "door"]),
  beside: z.nullable(z.string()),
  series: z.nullable(z.string()),
  status: z.enum(["hold", "pending", "confirmed", "checked_in", "released", "cancelled", "denied", "no_show"]),
  reason: z.nullable(z.string()),
  version: Version,
});
export type Booking = z.infer<typeof Booking>;

/** One lesson in one room. `last` is `first` unless said otherwise; a meeting outside the periods names its times. */
const What = {
  resource: ResourceId,
  /** A half-room or a piece of equipment; nothing takes the whole room, or the lowest free piece. */
  unit: z.optional(z.int().check(z.minimum(0), z.maximum(40))),
  classes: z.optional(z.array(ClassPart).check(z.maxLength(8))),
  subject: z.optional(text(60)),
  title: z.optional(text(200)),
  /** Whom it is for, where a room manager books for a colleague. */
  person: z.optional(PersonId),
};
export const Book = z.object({
  ...What,
  date: DateText,
  first: z.optional(Period),
  last: z.optional(Period),
  /** UTC ms, instead of periods. */
  startAt: z.optional(Millis),
  endAt: z.optional(Millis),
  /** A booking of the same lesson that already has the person and the classes: this is one more room, or a trolley. */
  beside: z.optional(RecordId),
});
export type Book = z.infer<typeof Book>;
/** Several at once: all of them, or none. */
export const BookSet = z.object({ items: z.array(Book).check(z.minLength(1), z.maxLength(20)) });
export type BookSet = z.infer<typeof BookSet>;
export const Booked = z.object({ items: z.array(Booking) });

export const SeriesOutcome = z.enum(["book", "skip", "waitlist", "room"]);
export const Series = z.object({
  ...What,
  weekday: z.int().check(z.minimum(1), z.maximum(7)),
  first: Period,
  last: z.optional(Period),
  startsOn: DateText,
  endsOn: DateText,
  every: z.optional(z.int().check(z.minimum(1), z.maximum(8))),
  followsMakeups: z.optional(z.boolean()),
  without: z.optional(z.array(DateText).check(z.maxLength(100))),
  policy: z.enum(["fail", "skip", "waitlist", "room"]),
  /** What is wanted for single dates in place of the policy; one that cannot be had refuses the series. */
  choices: z.optional(
    z
      .array(z.object({ date: DateText, outcome: SeriesOutcome, resource: z.optional(ResourceId) }))
      .check(z.maxLength(120)),
  ),
});
export type Series = z.infer<typeof Series>;

/** Why a date is not free: the rule by name, with its own numbers, and the nearest date it allows. */
export const Refused = z.looseObject({ rule: z.string(), nearest: z.optional(z.string()) });
export const SeriesDate = z.object({
  date: DateText,
  outcome: SeriesOutcome,
  /** Where it would be held, if not in the room asked for. */
  resource: z.optional(ResourceId),
  possible: z.array(SeriesOutcome),
  /** Rooms that are free then and fit, the best first. */
  others: z.array(ResourceId),
  refusal: z.optional(Refused),
});
export const SeriesPreview = z.object({ dates: z.array(SeriesDate), failing: z.array(DateText) });
export type SeriesPreview = z.infer<typeof SeriesPreview>;
export const SeriesBooked = z.object({
  id: RecordId,
  booked: z.array(z.object({ id: RecordId, date: DateText, resource: ResourceId })),
  skipped: z.array(z.object({ date: DateText, why: z.string() })),
  waiting: z.array(DateText),
});
export type SeriesBooked = z.infer<typeof SeriesBooked>;

/** A week's lessons that would be booked again in the next: `key` is the booking that is copied. */
export const CopyWeek = z.object({
  /** Any date of the week that is filled; it is copied from the week before. */
  date: DateText,
  choices: z.optional(
    z
      .array(z.object({ key: RecordId, outcome: SeriesOutcome, resource: z.optional(ResourceId) }))
      .check(z.maxLength(60)),
  ),
});
export const CopyPreview = z.object({
  from: DateText,
  items: z.array(
    z.object({
      ...SeriesDate.shape,
      key: RecordId,
      label: z.string(),
      first: Period,
      last: Period,
      wanted: ResourceId,
    }),
  ),
  failing: z.array(DateText),
});
export type CopyPreview = z.infer<typeof CopyPreview>;
export const CopyBooked = z.object({ booked: z.array(RecordId), waiting: z.int(), skipped: z.int() });
export type CopyBooked = z.infer<typeof CopyBooked>;

export const WeekSlot = z.object({
  resource: ResourceId,
  date: DateText,
  period: Period,
  unit: z.int(),
  booking: RecordId,
  label: z.string(),
  status: z.string(),
  source: z.string(),
  mine: z.boolean(),
});
export const WeekView = z.object({
  school: SchoolId,
  days: z.array(Day),
  bells: z.array(Bell),
  rooms: z.array(Room),
  slots: z.array(WeekSlot),
});
export type WeekView = z.infer<typeof WeekView>;

export const Expected = z.object({ version: Version });
export const Cancel = z.object({ version: Version, scope: z.optional(z.enum(["this", "following", "all"])) });
export const Move = z.object({
  version: Version,
  /** Of a series: this lesson, this and those that follow, or all to come; all of them move, or none. */
  scope: z.optional(z.enum(["this", "following", "all"])),
  resource: z.optional(ResourceId),
  unit: z.optional(z.int().check(z.minimum(0), z.maximum(40))),
  date: z.optional(DateText),
  first: z.optional(Period),
  last: z.optional(Period),
});
export const Decide = z.object({ version: Version, reason: z.optional(text(200)) });
export const Handover = z.object({
  version: Version,
  condition: z.optional(z.enum(["good", "fault"])),
  note: z.optional(text(300)),
});
export const AskSwap = z.object({ theirs: RecordId, note: z.optional(text(200)) });
export const Swap = z.object({
  id: RecordId,
  mine: RecordId,
  theirs: RecordId,
  status: z.enum(["asked", "done", "refused", "withdrawn"]),
});
export const Wait = z.object({ ...What, date: DateText, first: Period, last: z.optional(Period) });
export const Waiting = z.object({
  id: RecordId,
  resource: ResourceId,
  date: DateText,
  first: Period,
  last: Period,
  status: z.enum(["waiting", "promoted", "left", "passed"]),
  booking: z.nullable(RecordId),
});
export type Waiting = z.infer<typeof Waiting>;

/** A storm: schools by code, or all of some communes that the caller may manage. */
export const Close = z.object({
  schools: z.optional(z.array(SchoolId).check(z.maxLength(60))),
  communes: z.optional(z.array(z.string().check(z.regex(/^\d{5}$/))).check(z.maxLength(60))),
  from: DateText,
  to: DateText,
  reason: text(200),
});
export const Closed = z.object({
  act: RecordId,
  schools: z.array(SchoolId),
  released: z.int(),
  told: z.int(),
});
export const Restored = z.object({
  act: RecordId,
  restored: z.int(),
  /** What could not come back, because its room, person or class is taken now. */
  left: z.array(z.object({ booking: RecordId, date: DateText, label: z.string() })),
});
/** An exam takes rooms for periods of a day; the bookings that were there are its victims. */
export const Exam = z.object({
  resources: z.array(ResourceId).check(z.minLength(1), z.maxLength(60)),
  date: DateText,
  first: Period,
  last: Period,
  reason: text(200),
});
export const Victim = z.object({
  booking: RecordId,
  resource: ResourceId,
  date: DateText,
  first: z.nullable(Period),
  last: z.nullable(Period),
  label: z.string(),
  /** Rooms of the same school that are free then and have as many seats. */
  instead: z.array(ResourceId),
});
export const Victims = z.object({ victims: z.array(Victim) });
export const ExamBooked = z.object({ act: RecordId, booked: z.int(), released: z.int() });

export const ReportFault = z.object({ what: text(300) });
export const Fault = z.object({
  id: RecordId,
  resource: ResourceId,
  what: z.string(),
  status: z.enum(["open", "working", "fixed", "dropped"]),
  version: Version,
});
export const SettleFault = z.object({ version: Version, status: z.enum(["working", "fixed", "dropped"]) });
export const SetService = z.object({ version: Version, status: z.enum(["active", "out_of_service"]) });

export const Quota = z.object({
  id: RecordId,
  who: z.enum(["person", "department", "school"]),
  per: z.enum(["day", "week", "term"]),
  resource: z.nullable(ResourceId),
  most: z.int(),
});
export const AddQuota = z.object({
  who: z.enum(["person", "department", "school"]),
  per: z.enum(["day", "week", "term"]),
  resource: z.optional(ResourceId),
  most: z.int().check(z.minimum(0), z.maximum(10_000)),
});
export const QuotaList = z.object({ items: z.array(Quota) });

export const Usage = z.object({
  school: SchoolId,
  name: z.string(),
  commune: z.string(),
  rooms: z.int(),
  open: z.int(),
  booked: z.int(),
  used: z.int(),
  targetPerMille: z.int(),
});
export const UsageList = z.object({ from: DateText, to: DateText, items: z.array(Usage) });
export type UsageList = z.infer<typeof UsageList>;

/** What a door or a board shows. */
export const DoorView = z.object({
  room: z.object({ id: ResourceId, code: z.string(), name: z.string(), school: z.string() }),
  at: Millis,
  now: z.nullable(z.object({ label: z.string(), startAt: Millis, endAt: Millis, status: z.string() })),
  next: z.array(z.object({ label: z.string(), startAt: Millis, endAt: Millis, status: z.string() })),
});
export type DoorView = z.infer<typeof DoorView>;

/** Several rooms on one board. */
export const BoardView = z.object({
  name: z.string(),
  school: z.string(),
  at: Millis,
  rooms: z.array(z.object({ room: DoorView.shape.room, now: DoorView.shape.now, next: DoorView.shape.next })),
});
