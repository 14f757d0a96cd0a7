import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { auditTable, idempotencyTable } from "./shared";

export const topic = sqliteTable("ask_topic", {
  id: text().primaryKey(),
  organisation: text().notNull(),
  area: text(),
  category: text().notNull(),
  place: text(),
  owner: text().notNull(),
  phone: text(),
  map: text({ mode: "json" }).$type<{ lat: number; lon: number }>(),
  confirm: integer({ mode: "boolean" }).notNull(),
  validFrom: integer("valid_from").notNull(),
  validUntil: integer("valid_until"),
  sources: text({ mode: "json" }).$type<{ title: string; url?: string; date: string }[]>().notNull(),
  version: integer().notNull(),
  changedAt: integer("changed_at").notNull(),
  changedBy: text("changed_by"),
});

const entryStates = ["draft", "reviewed", "live", "expired"] as const;

export const entry = sqliteTable("ask_entry", {
  id: text().primaryKey(),
  topic: text()
    .notNull()
    .references(() => topic.id),
  lang: text().notNull(),
  state: text({ enum: entryStates }).notNull(),
  title: text().notNull(),
  questions: text({ mode: "json" }).$type<string[]>().notNull(),
  answer: text().notNull(),
  machine: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
  changedAt: integer("changed_at").notNull(),
  changedBy: text("changed_by").notNull(),
  writtenBy: text("written_by"),
});

/** A change of a live entry that waits beside it. */
export const revision = sqliteTable("ask_revision", {
  entry: text()
    .primaryKey()
    .references(() => entry.id),
  base: integer().notNull(),
  state: text({ enum: ["draft", "reviewed"] }).notNull(),
  title: text().notNull(),
  questions: text({ mode: "json" }).$type<string[]>().notNull(),
  answer: text().notNull(),
  machine: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
  changedAt: integer("changed_at").notNull(),
  writtenBy: text("written_by").notNull(),
  reviewedBy: text("reviewed_by"),
});

export const topicHistory = sqliteTable(
  "ask_topic_history",
  {
    topic: text().notNull(),
    version: integer().notNull(),
    at: integer().notNull(),
    actor: text(),
    facts: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.topic, t.version] })],
);

export const entryHistory = sqliteTable(
  "ask_entry_history",
  {
    entry: text().notNull(),
    version: integer().notNull(),
    at: integer().notNull(),
    actor: text().notNull(),
    state: text({ enum: entryStates }).notNull(),
    title: text().notNull(),
    questions: text({ mode: "json" }).$type<string[]>().notNull(),
    answer: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.entry, t.version] })],
);

export const concept = sqliteTable("ask_concept", {
  id: text().primaryKey(),
  kind: text({ enum: ["concept", "place", "outside"] }).notNull(),
  area: text(),
  gateway: integer({ mode: "boolean" }).notNull(),
  terms: text({ mode: "json" }).$type<Record<string, string[]>>().notNull(),
});

export const thread = sqliteTable("ask_thread", {
  id: text().primaryKey(),
  token: text().notNull(),
  organisation: text().notNull(),
  state: text({ enum: ["bot", "open", "claimed", "answered", "published", "closed"] }).notNull(),
  lang: text().notNull(),
  place: text(),
  category: text(),
  urgent: integer({ mode: "boolean" }).notNull(),
  askedAt: integer("asked_at").notNull(),
  handedAt: integer("handed_at"),
  expectedBy: integer("expected_by"),
  claimedBy: text("claimed_by"),
  claimedAt: integer("claimed_at"),
  answeredAt: integer("answered_at"),
  closedAt: integer("closed_at"),
  version: integer().notNull(),
});

export const message = sqliteTable(
  "ask_message",
  {
    thread: text()
      .notNull()
      .references(() => thread.id),
    seq: integer().notNull(),
    at: integer().notNull(),
    author: text({ enum: ["asker", "bot", "person", "note", "system"] }).notNull(),
    actor: text(),
    lang: text().notNull(),
    band: text({ enum: ["emergency", "answer", "suggest", "none"] }),
    entry: text(),
    score: real(),
    useful: integer({ mode: "boolean" }),
    text: text().notNull(),
    /** Topics that were offered with it. */
    topics: text({ mode: "json" }).$type<string[]>(),
    redactedAt: integer("redacted_at"),
  },
  (t) => [primaryKey({ columns: [t.thread, t.seq] })],
);

/** Who wishes to be told of an answer; `sealed` is the browser's subscription. */
export const push = sqliteTable("ask_push", {
  id: text().primaryKey(),
  thread: text()
    .notNull()
    .references(() => thread.id),
  lang: text().notNull(),
  sealed: text().notNull(),
  createdAt: integer("created_at").notNull(),
  dueAt: integer("due_at"),
  tries: integer().notNull(),
});

export const canned = sqliteTable("ask_canned", {
  id: text().primaryKey(),
  organisation: text().notNull(),
  title: text().notNull(),
  texts: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
});

/** Who answers, and when; minutes of the local day. */
export const desk = sqliteTable("ask_desk", {
  organisation: text().primaryKey(),
  timezone: text().notNull(),
  opens: integer().notNull(),
  closes: integer().notNull(),
  answersWithin: integer("answers_within").notNull(),
  /** Digits of the days on which it is open, 1 is Monday. */
  days: text().notNull(),
});

export const askAudit = auditTable("ask");
export const askIdempotency = idempotencyTable("ask");
