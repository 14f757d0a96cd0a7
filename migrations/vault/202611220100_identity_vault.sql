-- owner: identity
-- Personal data, each subject's under a key of its own. Deleting the key erases the person, in backups too.

CREATE TABLE id_vault_key (
  subject TEXT PRIMARY KEY, -- retention: purpose=open this person's data; basis=service asked for; days=1 for guests, until erasure for others
  wrapped TEXT NOT NULL,
  master_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX id_vault_key_by_master_key ON id_vault_key (master_key);

CREATE TABLE id_vault_contact (
  subject TEXT NOT NULL REFERENCES id_vault_key (subject) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'email')),
  pepper TEXT NOT NULL,
  mac TEXT NOT NULL, -- retention: purpose=find the person who proves this contact, keyed hash; basis=service asked for; days=1 for guests, until erasure for others
  sealed TEXT NOT NULL, -- retention: purpose=send codes, show the person what is held; basis=service asked for; days=1 for guests, until erasure for others
  verified_at INTEGER,
  expires_at INTEGER,
  PRIMARY KEY (subject, channel, mac),
  UNIQUE (pepper, mac)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_vault_contact_by_expiry ON id_vault_contact (expires_at) WHERE expires_at IS NOT NULL;
