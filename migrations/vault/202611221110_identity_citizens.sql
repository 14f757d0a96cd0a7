-- owner: identity
-- Citizens as their provider of identities knows them. All of it is sealed with the subject's own key.

CREATE TABLE id_vault_identity (
  subject TEXT PRIMARY KEY REFERENCES id_vault_key (subject) ON DELETE CASCADE,
  pepper TEXT NOT NULL,
  mac TEXT NOT NULL, -- retention: purpose=find the citizen who comes back, keyed hash of issuer and subject there; basis=service asked for; days=until erasure
  sealed TEXT NOT NULL, -- retention: purpose=dossier-grade identity, name, document number and date of birth; basis=service asked for; days=until erasure
  proved_at INTEGER NOT NULL,
  UNIQUE (pepper, mac)
) STRICT, WITHOUT ROWID;
