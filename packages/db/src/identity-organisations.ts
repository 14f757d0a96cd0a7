import { index, integer, sqliteTable, sqliteView, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A role offered to somebody who is not there yet. Where it was sent lies in `id_vault_invitation`. */
export const idInvitation = sqliteTable(
  "id_invitation",
  {
    id: text().primaryKey(),
    organisation: text().notNull(),
    role: text().notNull(),
    roleUntil: integer("role_until"),
    displayName: text("display_name").notNull(),
    tokenHash: text("token_hash").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    sentAt: integer("sent_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    redeemedAt: integer("redeemed_at"),
    redeemedBy: text("redeemed_by"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    uniqueIndex("id_invitation_by_token").on(t.tokenHash),
    index("id_invitation_by_organisation").on(t.organisation, t.createdAt),
  ],
);

/** Vault: the contact of an invitation, sealed. */
export const idVaultInvitation = sqliteTable(
  "id_vault_invitation",
  {
    invitation: text().primaryKey(),
    sealed: text().notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("id_vault_invitation_by_expiry").on(t.expiresAt)],
);

/** A key of an integrator: one organisation, a list of permissions, a hash. */
export const idApiKey = sqliteTable(
  "id_api_key",
  {
    id: text().primaryKey(),
    organisation: text().notNull(),
    name: text().notNull(),
    permissions: text().notNull(),
    secretHash: text("secret_hash").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    lastUsedAt: integer("last_used_at"),
    replacedBy: text("replaced_by"),
    hourFrom: integer("hour_from").notNull(),
    hourCalls: integer("hour_calls").notNull(),
  },
  (t) => [index("id_api_key_by_organisation").on(t.organisation, t.createdAt)],
);

/** What a person asked about their data, with the days by which it must be answered and done (local dates). */
export const idDataRequest = sqliteTable(
  "id_data_request",
  {
    id: text().primaryKey(),
    organisation: text().notNull(),
    subject: text(),
    kind: text({ enum: ["access", "rectify", "erase", "object", "restrict"] }).notNull(),
    via: text({ enum: ["page", "letter"] }).notNull(),
    reference: text(),
    receivedAt: integer("received_at").notNull(),
    answerBy: text("answer_by").notNull(),
    doBy: text("do_by").notNull(),
    answeredAt: integer("answered_at"),
    extendedAt: integer("extended_at"),
    doneAt: integer("done_at"),
    outcome: text({ enum: ["done", "refused", "withdrawn"] }),
    reason: text(),
    closedBy: text("closed_by"),
    toldAt: integer("told_at"),
  },
  (t) => [
    index("id_data_request_open").on(t.organisation, t.doBy),
    index("id_data_request_by_subject").on(t.subject, t.receivedAt),
  ],
);

/** A breach of personal data. The authority must know within 72 h of its discovery. */
export const idBreach = sqliteTable(
  "id_breach",
  {
    id: text().primaryKey(),
    organisation: text().notNull(),
    summary: text().notNull(),
    discoveredAt: integer("discovered_at").notNull(),
    notifyBy: integer("notify_by").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    recordedBy: text("recorded_by").notNull(),
    authorityToldAt: integer("authority_told_at"),
    peopleToldAt: integer("people_told_at"),
    closedAt: integer("closed_at"),
  },
  (t) => [index("id_breach_by_organisation").on(t.organisation, t.discoveredAt)],
);

/** Published: identity's audit as organisations read it. Every service that keeps one publishes the same columns. */
export const idAuditList = sqliteView("id_audit_list", {
  id: text().notNull(),
  at: integer().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  object: text().notNull(),
  organisation: text(),
  detail: text(),
}).existing();
