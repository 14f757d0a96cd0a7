import { index, integer, primaryKey, sqliteTable, sqliteView, text } from "drizzle-orm/sqlite-core";

import { idempotencyTable } from "./shared";

// What only plain SQL reads and writes, and what is published. Beside the others, because a bundle leaves out whole
// modules only: a table that nobody names would still be made when an isolate starts.

/** Every pair (organisation, ancestor), itself at depth 0. Kept by the triggers of `id_organisation`. */
export const idOrganisationClosure = sqliteTable(
  "id_organisation_closure",
  {
    ancestor: text().notNull(),
    organisation: text().notNull(),
    depth: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ancestor, t.organisation] }),
    index("id_organisation_closure_up").on(t.organisation, t.depth),
  ],
);

/** Tokens of `target` issued at or before `issuedBefore` are worth nothing. Read by everybody as `id_revocation_list`. */
export const idRevocation = sqliteTable(
  "id_revocation",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    scope: text({ enum: ["session", "subject"] }).notNull(),
    target: text().notNull(),
    issuedBefore: integer("issued_before").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("id_revocation_by_expiry").on(t.expiresAt)],
);

export const idIdempotency = idempotencyTable("id");

/** Published: organisations as everybody may read them. */
export const idOrganisationList = sqliteView("id_organisation_list", {
  id: text().notNull(),
  parent: text(),
  kind: text().notNull(),
  name: text().notNull(),
  nameEn: text("name_en"),
  sample: integer({ mode: "boolean" }).notNull(),
  validFrom: integer("valid_from").notNull(),
  validTo: integer("valid_to"),
}).existing();

/** Published: what every isolate polls. */
export const idRevocationList = sqliteView("id_revocation_list", {
  seq: integer().notNull(),
  scope: text().notNull(),
  target: text().notNull(),
  issuedBefore: integer("issued_before").notNull(),
  expiresAt: integer("expires_at").notNull(),
}).existing();

/** Published: the name that a member of staff is shown by at work. */
export const idStaffName = sqliteView("id_staff_name", {
  subject: text().notNull(),
  name: text().notNull(),
  organisation: text().notNull(),
}).existing();

/** Published: what every service follows. */
export const idSubjectEventList = sqliteView("id_subject_event_list", {
  seq: integer().notNull(),
  at: integer().notNull(),
  kind: text().notNull(),
  subject: text().notNull(),
  target: text(),
  detail: text(),
}).existing();

/** Published: how far each service has come; its cursor. */
export const idSubjectEventProgress = sqliteView("id_subject_event_progress", {
  service: text().notNull(),
  seq: integer().notNull(),
}).existing();

/** Published: how far each service's audit log is sealed, and as what. */
export const idAuditSealList = sqliteView("id_audit_seal_list", {
  service: text().notNull(),
  from: integer("from_at").notNull(),
  to: integer("to_at").notNull(),
  rows: integer().notNull(),
  digest: text().notNull(),
  previous: text().notNull(),
  hash: text().notNull(),
}).existing();
