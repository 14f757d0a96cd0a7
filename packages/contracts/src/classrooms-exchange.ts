import * as z from "zod/mini";

import { DateText, RecordId, ResourceId, SchoolId } from "./classroom-ids";

export const ImportKind = z.enum(["rooms", "timetable", "people", "oneroster", "calendar"]);
export type ImportKind = z.infer<typeof ImportKind>;

/** Something wrong with one row; `line` counts from 1, `where` names a cell or an entry of an archive. */
export const ImportFault = z.object({
  line: z.int(),
  where: z.optional(z.string()),
  code: z.string(),
  column: z.optional(z.string()),
  value: z.optional(z.string()),
});
export type ImportFault = z.infer<typeof ImportFault>;

/** One line of the difference: what it is, and what was there before. */
export const ImportChange = z.object({
  kind: z.enum(["added", "changed", "removed", "moved", "missing"]),
  text: z.string(),
  before: z.optional(z.string()),
});
export type ImportChange = z.infer<typeof ImportChange>;

/** A booking that stays where the timetable would have a lesson. */
export const ImportConflict = z.object({ date: DateText, lesson: z.string(), booking: z.string() });
export type ImportConflict = z.infer<typeof ImportConflict>;

export const ImportSummary = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  moved: z.int(),
  same: z.int(),
  missing: z.int(),
  /** At most 200 of each list; the counts are of all. */
  changes: z.array(ImportChange),
  conflicts: z.array(ImportConflict),
  conflictCount: z.int(),
  faults: z.array(ImportFault),
  faultCount: z.int(),
  /** First day from which a timetable counts, a Monday. */
  from: z.optional(DateText),
  mode: z.optional(z.enum(["bulk", "delta"])),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const Import = z.object({
  id: RecordId,
  school: SchoolId,
  kind: ImportKind,
  status: z.enum(["draft", "applying", "done", "dropped"]),
  total: z.int(),
  done: z.int(),
  version: z.int(),
  createdAt: z.int(),
  summary: ImportSummary,
});
export type Import = z.infer<typeof Import>;

/** The file itself is the body; what it needs beside is in the address. */
export const ImportQuery = z.object({
  kind: ImportKind,
  /** Week from which a timetable counts. */
  from: z.optional(DateText),
  to: z.optional(DateText),
  /** Room into which a calendar is imported. */
  resource: z.optional(ResourceId),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

export const ApplyImport = z.object({
  version: z.int(),
  /** How many chunks to apply now; the rest by asking again. All of them unless said otherwise. */
  chunks: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
});

export const FeedKind = z.enum(["person", "room", "class", "school"]);
export const NewFeed = z.object({
  kind: FeedKind,
  object: z.string().check(z.minLength(2), z.maxLength(101)),
  privacy: z.enum(["full", "busy"]),
});
export type NewFeed = z.infer<typeof NewFeed>;
export const Feed = z.object({
  /** Names the feed without opening it. */
  id: z.string(),
  kind: FeedKind,
  object: z.string(),
  privacy: z.enum(["full", "busy"]),
  createdAt: z.int(),
});
export type Feed = z.infer<typeof Feed>;
/** The address is shown once. */
export const FeedMade = z.object({ ...Feed.shape, url: z.string() });
export const FeedList = z.object({ items: z.array(Feed) });
/** Path segment of a feed: the capability itself. */
export const FeedFile = z.string().check(z.regex(/^[\w-]{22}\.ics$/));
export const FeedId = z.string().check(z.regex(/^[\w-]{43}$/));

export const NewHook = z.object({ url: z.string().check(z.minLength(10), z.maxLength(500)) });
export const Hook = z.object({ id: RecordId, url: z.string(), createdAt: z.int(), stopped: z.boolean() });
export type Hook = z.infer<typeof Hook>;
/** The secret is shown once; deliveries carry `Ven-Signature: t=…,v1=…` made with it. */
export const HookMade = z.object({ ...Hook.shape, secret: z.string() });
export const HookList = z.object({ items: z.array(Hook) });

export const Range = z.object({ from: DateText, to: DateText, resource: z.optional(ResourceId) });
export const ExportedBooking = z.object({
  id: RecordId,
  resource: ResourceId,
  date: DateText,
  first: z.nullable(z.int()),
  last: z.nullable(z.int()),
  startAt: z.int(),
  endAt: z.int(),
  label: z.string(),
  subject: z.nullable(z.string()),
  title: z.nullable(z.string()),
  source: z.string(),
  status: z.string(),
  version: z.int(),
});
export type ExportedBooking = z.infer<typeof ExportedBooking>;
export const ExportQuery = z.object({
  from: DateText,
  to: DateText,
  cursor: z.optional(z.string().check(z.maxLength(200))),
});
export const ExportPage = z.object({ items: z.array(ExportedBooking), next: z.nullable(z.string()) });
