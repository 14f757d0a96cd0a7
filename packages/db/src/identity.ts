import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, sqliteView, text, uniqueIndex } from "drizzle-orm/sqlite-core";

import { auditTable, outboxTable } from "./shared";

/** Provinces, departments, hospitals, schools: a tree. Codes are short words, because services use them in links. */
export const idOrganisation = sqliteTable("id_organisation", {
  id: text().primaryKey(),
  parent: text(),
  kind: text({ enum: ["province", "department", "hospital", "school", "ward", "agency"] }).notNull(),
  name: text().notNull(),
  nameEn: text("name_en"),
  sample: integer({ mode: "boolean" }).notNull(),
  validFrom: integer("valid_from").notNull(),
  validTo: integer("valid_to"),
});

/** Somebody, as a pseudonym. Who it is stands in the vault. */
export const idSubject = sqliteTable("id_subject", {
  id: text().primaryKey(),
  kind: text({ enum: ["guest", "citizen", "staff", "service"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  disabledAt: integer("disabled_at"),
});

export const idStaffProfile = sqliteTable("id_staff_profile", {
  subject: text().primaryKey(),
  displayName: text("display_name").notNull(),
  organisation: text().notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  updatedAt: integer("updated_at").notNull(),
});

export const idRole = sqliteTable(
  "id_role",
  {
    subject: text().notNull(),
    organisation: text().notNull(),
    role: text().notNull(),
    validFrom: integer("valid_from").notNull(),
    validTo: integer("valid_to"),
    grantedBy: text("granted_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.organisation, t.role, t.validFrom] }),
    index("id_role_by_organisation").on(t.organisation, t.role),
  ],
);

/** One sign-in. `idleMs` and `endsAt` are its lifetimes, fixed when it began; `lastSeenAt` moves at each refresh. */
export const idSession = sqliteTable(
  "id_session",
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    kind: text({ enum: ["guest", "citizen", "staff"] }).notNull(),
    aal: integer().notNull(),
    ial: integer().notNull(),
    amr: text({ mode: "json" }).$type<string[]>().notNull(),
    authTime: integer("auth_time").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    idleMs: integer("idle_ms").notNull(),
    endsAt: integer("ends_at").notNull(),
    endedAt: integer("ended_at"),
    endReason: text("end_reason"),
    device: text().notNull(),
  },
  (t) => [index("id_session_by_subject").on(t.subject, t.endsAt), index("id_session_by_end").on(t.endsAt)],
);

/** The refresh handle of one session at one service: only hashes of its current and its last secret. */
export const idHandle = sqliteTable(
  "id_handle",
  {
    session: text().notNull(),
    audience: text().notNull(),
    generation: integer().notNull(),
    secretHash: text("secret_hash").notNull(),
    rotatedAt: integer("rotated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.session, t.audience] })],
);

/** A one-time code that was sent. Neither the code nor the target can be read from here. */
export const idChallenge = sqliteTable(
  "id_challenge",
  {
    id: text().primaryKey(),
    targetMac: text("target_mac").notNull(),
    codeMac: text("code_mac").notNull(),
    attempts: integer().notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    consumedAt: integer("consumed_at"),
    supersededAt: integer("superseded_at"),
  },
  (t) => [
    index("id_challenge_by_target").on(t.targetMac, t.createdAt),
    index("id_challenge_by_expiry").on(t.expiresAt),
  ],
);

/** An authorization code on its way to a service (RFC 6749 §4.1.2). */
export const idCode = sqliteTable(
  "id_code",
  {
    hash: text().primaryKey(),
    session: text().notNull(),
    client: text().notNull(),
    redirectUri: text("redirect_uri").notNull(),
    codeChallenge: text("code_challenge").notNull(),
    expiresAt: integer("expires_at").notNull(),
    consumedAt: integer("consumed_at"),
  },
  (t) => [index("id_code_by_expiry").on(t.expiresAt)],
);

export const idAudit = auditTable("id");
export const idOutbox = outboxTable("id");
/** Published: which organisations lie under which. */
export const idOrganisationPath = sqliteView("id_organisation_path", {
  organisation: text().notNull(),
  ancestor: text().notNull(),
  depth: integer().notNull(),
}).existing();

/** Vault: the key of one subject's personal data, wrapped by a master key. Deleting the row erases the person. */
export const idVaultKey = sqliteTable("id_vault_key", {
  subject: text().primaryKey(),
  wrapped: text().notNull(),
  masterKey: text("master_key").notNull(),
  createdAt: integer("created_at").notNull(),
});

/** Vault: a phone or an e-mail, sealed with its subject's key and found by a keyed hash. `pepper` names the hash's key. */
export const idVaultContact = sqliteTable(
  "id_vault_contact",
  {
    subject: text().notNull(),
    channel: text({ enum: ["phone", "email"] }).notNull(),
    pepper: text().notNull(),
    mac: text().notNull(),
    sealed: text().notNull(),
    verifiedAt: integer("verified_at"),
    expiresAt: integer("expires_at"),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.channel, t.mac] }),
    uniqueIndex("id_vault_contact_by_mac").on(t.pepper, t.mac),
    index("id_vault_contact_by_expiry").on(t.expiresAt),
  ],
);

/** SQL that is true for a role row at an instant. */
export const roleIsValid = (now: number) =>
  sql`${idRole.validFrom} <= ${now} AND (${idRole.validTo} IS NULL OR ${idRole.validTo} > ${now})`;

export * from "./identity-floor";
export * from "./identity-organisations";
export * from "./identity-people";
export * from "./identity-published";
