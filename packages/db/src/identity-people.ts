import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A public key that an authenticator answers for. `id` and `publicKey` (COSE) are base64url. */
export const idPasskey = sqliteTable(
  "id_passkey",
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    publicKey: text("public_key").notNull(),
    counter: integer().notNull(),
    transports: text({ mode: "json" }).$type<string[]>().notNull(),
    /** It may live on several devices of its owner, as passkeys of phones do. */
    synced: integer({ mode: "boolean" }).notNull(),
    name: text().notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    /** It was seen in two places at once and is worth nothing any more. */
    suspendedAt: integer("suspended_at"),
  },
  (t) => [index("id_passkey_by_subject").on(t.subject, t.createdAt)],
);

/** Challenges that were answered, as hashes: none is answered twice. */
export const idPasskeyChallenge = sqliteTable(
  "id_passkey_challenge",
  {
    hash: text().primaryKey(),
    usedAt: integer("used_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("id_passkey_challenge_by_expiry").on(t.expiresAt)],
);

/** Two administrators let a colleague in who lost every passkey. `linkHash` is of the one-time link's secret. */
export const idRecovery = sqliteTable(
  "id_recovery",
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    organisation: text().notNull(),
    firstAdministrator: text("first_administrator").notNull(),
    secondAdministrator: text("second_administrator"),
    openedAt: integer("opened_at").notNull(),
    approvedAt: integer("approved_at"),
    expiresAt: integer("expires_at").notNull(),
    linkHash: text("link_hash"),
    consumedAt: integer("consumed_at"),
    withdrawnAt: integer("withdrawn_at"),
  },
  (t) => [
    index("id_recovery_by_subject").on(t.subject, t.openedAt),
    index("id_recovery_by_organisation").on(t.organisation, t.openedAt),
  ],
);

/** Vault: who somebody is at a provider of identities, found by a keyed hash of issuer and subject. */
export const idVaultIdentity = sqliteTable("id_vault_identity", {
  subject: text().primaryKey(),
  pepper: text().notNull(),
  mac: text().notNull(),
  /** The provider's claims as JSON, sealed with the subject's key: issuer and subject there, name, number, birth. */
  sealed: text().notNull(),
  provedAt: integer("proved_at").notNull(),
});

/** A province administrator in one organisation, for at most 15 minutes and one session. */
export const idBreakGlass = sqliteTable(
  "id_break_glass",
  {
    id: text().primaryKey(),
    organisation: text().notNull(),
    subject: text().notNull(),
    session: text().notNull(),
    reason: text().notNull(),
    openedAt: integer("opened_at").notNull(),
    endsAt: integer("ends_at").notNull(),
  },
  (t) => [
    index("id_break_glass_by_organisation").on(t.organisation, t.openedAt),
    index("id_break_glass_by_session").on(t.session, t.endsAt),
  ],
);
