-- owner: identity
-- Who administers an organisation: invitations, keys of integrators, and the glass that a province may break. Secrets
-- are kept as hashes; where an invitation is sent lies in the vault.

CREATE TABLE id_invitation (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 40),
  role_until INTEGER,
  display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 100), -- retention: purpose=who is invited, for the administrator who does it; basis=employment; days=30 after it is over
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL, -- retention: purpose=who answers for the invitation; basis=employment; days=30 after it is over
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > sent_at AND expires_at - sent_at <= 259200000),
  redeemed_at INTEGER,
  redeemed_by TEXT,
  revoked_at INTEGER,
  CHECK (redeemed_at IS NULL OR revoked_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_invitation_by_organisation ON id_invitation (organisation, created_at);
-- One link lets in one person, once.
CREATE TRIGGER id_invitation_is_used_once BEFORE UPDATE OF redeemed_at ON id_invitation
WHEN old.redeemed_at IS NOT NULL OR old.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this invitation is over'); END;

CREATE TABLE id_api_key (
  id TEXT PRIMARY KEY CHECK (length(id) = 16 AND id NOT GLOB '*[^0-9a-f]*'),
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  permissions TEXT NOT NULL CHECK (json_valid(permissions) AND json_array_length(permissions) BETWEEN 1 AND 20),
  secret_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL, -- retention: purpose=who answers for the key; basis=security of the service; days=730 after it is over
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  revoked_at INTEGER,
  last_used_at INTEGER,
  replaced_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX id_api_key_by_organisation ON id_api_key (organisation, created_at);
-- A key never gets more rights, another organisation or a second life than the one it was made with.
CREATE TRIGGER id_api_key_stays_what_it_is
BEFORE UPDATE OF id, organisation, permissions, secret_hash ON id_api_key
BEGIN SELECT RAISE(ABORT, 'a key stays what it was made as'); END;
CREATE TRIGGER id_api_key_stays_revoked BEFORE UPDATE OF revoked_at ON id_api_key
WHEN old.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a key that was revoked stays revoked'); END;
-- However a key is revoked, its tokens end with it.
CREATE TRIGGER id_api_key_ends AFTER UPDATE OF revoked_at ON id_api_key
WHEN new.revoked_at IS NOT NULL
BEGIN
  INSERT INTO id_revocation (scope, target, issued_before, expires_at)
    VALUES ('subject', 'key-' || new.id, new.revoked_at + 60000, new.revoked_at + 86400000);
END;

CREATE TABLE id_break_glass (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  subject TEXT NOT NULL, -- retention: purpose=who opened an organisation that is not theirs; basis=legal duty; days=3650, pseudonym only
  session TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
  opened_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > opened_at AND ends_at - opened_at <= 900000)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_break_glass_by_organisation ON id_break_glass (organisation, opened_at);
CREATE INDEX id_break_glass_by_session ON id_break_glass (session, ends_at);
CREATE TRIGGER id_break_glass_is_not_stretched BEFORE UPDATE ON id_break_glass
WHEN new.ends_at > old.ends_at OR new.organisation <> old.organisation OR new.subject <> old.subject
  OR new.session <> old.session OR new.reason <> old.reason OR new.opened_at <> old.opened_at
BEGIN SELECT RAISE(ABORT, 'broken glass can only be closed earlier'); END;

CREATE INDEX id_audit_by_organisation ON id_audit (organisation, at);
-- Published: what an organisation may read of its own audit, in one place for all services.
CREATE VIEW id_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM id_audit;
