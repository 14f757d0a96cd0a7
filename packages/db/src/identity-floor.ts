import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What a person asked for, or who a guest became. Every service does its part and says so in `id_subject_event_done`. */
export const idSubjectEvent = sqliteTable(
  "id_subject_event",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    kind: text({ enum: ["merge", "export", "erase", "object"] }).notNull(),
    subject: text().notNull(),
    target: text(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>(),
    requestId: text("request_id"),
  },
  (t) => [index("id_subject_event_by_subject").on(t.subject, t.seq)],
);

export const idSubjectEventDone = sqliteTable(
  "id_subject_event_done",
  {
    seq: integer().notNull(),
    service: text().notNull(),
    at: integer().notNull(),
    outcome: text({ enum: ["done", "nothing", "kept"] }).notNull(),
    records: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.service, t.seq] }), index("id_subject_event_done_by_event").on(t.seq)],
);

/** A notice as it was shown to somebody, kept as long as a consent names it. */
export const idNotice = sqliteTable(
  "id_notice",
  {
    notice: text().notNull(),
    version: integer().notNull(),
    lang: text().notNull(),
    hash: text().notNull(),
    text: text().notNull(),
    firstShownAt: integer("first_shown_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.notice, t.version, t.lang] })],
);

/** One decision of one person about one purpose. The last one counts. */
export const idConsent = sqliteTable(
  "id_consent",
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    subject: text().notNull(),
    service: text().notNull(),
    purpose: text().notNull(),
    decision: text({ enum: ["given", "refused", "withdrawn"] }).notNull(),
    notice: text().notNull(),
    version: integer().notNull(),
    lang: text().notNull(),
    hash: text().notNull(),
    method: text({ enum: ["form", "paper", "spoken", "api"] }).notNull(),
    requestId: text("request_id"),
  },
  (t) => [index("id_consent_by_subject").on(t.subject, t.service, t.purpose, t.at)],
);

/** A stretch of a service's audit log, sealed: `hash` chains it to the one before. */
export const idAuditSeal = sqliteTable(
  "id_audit_seal",
  {
    service: text().notNull(),
    from: integer("from_at").notNull(),
    to: integer("to_at").notNull(),
    rows: integer().notNull(),
    digest: text().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
    sealedAt: integer("sealed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.service, t.to] })],
);

/** Vault: what a service handed in for somebody's export, sealed with that person's key. */
export const idVaultExport = sqliteTable(
  "id_vault_export",
  {
    seq: integer().notNull(),
    service: text().notNull(),
    subject: text().notNull(),
    sealed: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.seq, t.service] }), index("id_vault_export_by_subject").on(t.subject)],
);

/** SQL that is true of a consent that no later one of the same person, service and purpose replaces. */
export const isLastWord = sql`NOT EXISTS (
  SELECT 1 FROM id_consent AS later
  WHERE later.subject = ${idConsent.subject} AND later.service = ${idConsent.service} AND later.purpose = ${idConsent.purpose}
    AND (later.at > ${idConsent.at} OR (later.at = ${idConsent.at} AND later.id > ${idConsent.id})))`;

/** How one message went. `step` is the place in the list of providers: 0, or 1 after the one fail-over. */
export const idDelivery = sqliteTable(
  "id_delivery",
  {
    message: text().primaryKey(),
    at: integer().notNull(),
    topic: text().notNull(),
    step: integer().notNull(),
    provider: text().notNull(),
    state: text({ enum: ["waiting", "sending", "unsure", "accepted", "delivered", "failed"] }).notNull(),
    tries: integer().notNull(),
    reference: text(),
    reason: text(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("id_delivery_by_reference").on(t.provider, t.reference), index("id_delivery_by_time").on(t.at)],
);

/** Messages that a payer (a service, or an organisation) has asked for on one business date. */
export const idDeliveryBudget = sqliteTable(
  "id_delivery_budget",
  { payer: text().notNull(), day: text().notNull(), used: integer().notNull() },
  (t) => [primaryKey({ columns: [t.payer, t.day] })],
);

/** What a provider lets us in with for a while, sealed. */
export const idProviderToken = sqliteTable("id_provider_token", {
  provider: text().primaryKey(),
  generation: integer().notNull(),
  sealed: text().notNull(),
  expiresAt: integer("expires_at").notNull(),
});
