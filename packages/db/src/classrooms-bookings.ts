import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A class that takes part in a booking; part 0 is the whole class. */
export interface ClassPart {
  class: string;
  part: number;
}

/** A date that a series leaves out, and why. */
export interface Skipped {
  date: string;
  why: "taken" | "closed" | "waitlisted" | "removed" | "rule";
}

export const series = sqliteTable("room_series", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  person: text().notNull(),
  weekday: integer().notNull(),
  firstPeriod: integer("first_period").notNull(),
  lastPeriod: integer("last_period").notNull(),
  startsOn: text("starts_on").notNull(),
  endsOn: text("ends_on").notNull(),
  followsMakeups: integer("follows_makeups", { mode: "boolean" }).notNull(),
  every: integer().notNull(),
  policy: text({ enum: ["fail", "skip", "waitlist"] }).notNull(),
  skipped: text({ mode: "json" }).$type<Skipped[]>().notNull(),
  subject: text(),
  status: text({ enum: ["live", "asked", "ended"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  version: integer().notNull(),
  /** UTC ms: when the owner was asked whether to keep it, and when they last said so. */
  askedAt: integer("asked_at"),
  keptAt: integer("kept_at"),
});

/** What somebody does in a room; a live one occupies its slots and claims by trigger. Times are UTC ms. */
export const booking = sqliteTable("room_booking", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  unit: integer().notNull(),
  date: text().notNull(),
  bell: text(),
  firstPeriod: integer("first_period"),
  lastPeriod: integer("last_period"),
  startAt: integer("start_at").notNull(),
  endAt: integer("end_at").notNull(),
  person: text(),
  department: text(),
  classes: text({ mode: "json" }).$type<ClassPart[]>().notNull(),
  subject: text(),
  title: text(),
  label: text().notNull(),
  source: text({ enum: ["manual", "timetable", "exam", "maintenance", "door"] }).notNull(),
  beside: text(),
  series: text(),
  cell: text(),
  status: text({
    enum: ["hold", "pending", "confirmed", "checked_in", "released", "cancelled", "denied", "no_show"],
  }).notNull(),
  closure: text(),
  reason: text(),
  checkedInAt: integer("checked_in_at"),
  checkedOutAt: integer("checked_out_at"),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  placed: integer().notNull(),
  version: integer().notNull(),
  /** UTC ms; null while it is as it was made. */
  changedAt: integer("changed_at"),
  /** Further teachers, by their ids. */
  also: text({ mode: "json" }).$type<string[]>(),
});

/** One unit in one period of one date: the key is the guarantee. */
export const slot = sqliteTable(
  "room_slot",
  {
    resource: text().notNull(),
    date: text().notNull(),
    period: integer().notNull(),
    unit: integer().notNull(),
    booking: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.resource, t.date, t.period, t.unit] })],
);

/** A time (UTC ms) that a unit, a person or a part of a class is taken. */
export const claim = sqliteTable(
  "room_claim",
  {
    holder: text().notNull(),
    startAt: integer("start_at").notNull(),
    endAt: integer("end_at").notNull(),
    booking: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.holder, t.startAt] })],
);

export const waitlist = sqliteTable("room_waitlist", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  date: text().notNull(),
  firstPeriod: integer("first_period").notNull(),
  lastPeriod: integer("last_period").notNull(),
  person: text().notNull(),
  classes: text({ mode: "json" }).$type<ClassPart[]>().notNull(),
  subject: text(),
  label: text().notNull(),
  series: text(),
  status: text({ enum: ["waiting", "promoted", "left", "passed"] }).notNull(),
  booking: text(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const swap = sqliteTable("room_swap", {
  id: text().primaryKey(),
  school: text().notNull(),
  mine: text().notNull(),
  theirs: text().notNull(),
  askedBy: text("asked_by").notNull(),
  askedOf: text("asked_of").notNull(),
  status: text({ enum: ["asked", "done", "refused", "withdrawn"] }).notNull(),
  note: text(),
  createdAt: integer("created_at").notNull(),
  answeredAt: integer("answered_at"),
});
