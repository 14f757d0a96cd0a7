-- owner: identity
-- What services handed in for somebody's export, sealed with that person's key.

CREATE TABLE id_vault_export (
  seq INTEGER NOT NULL,
  service TEXT NOT NULL,
  subject TEXT NOT NULL REFERENCES id_vault_key (subject) ON DELETE CASCADE,
  sealed TEXT NOT NULL, -- retention: purpose=hand a person their own data; basis=legal duty; days=7; from=at
  at INTEGER NOT NULL,
  PRIMARY KEY (seq, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_vault_export_by_subject ON id_vault_export (subject);
