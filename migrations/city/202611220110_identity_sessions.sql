-- owner: identity
-- One-time codes, sessions, handles, authorization codes and the revocation list. Secrets are kept as hashes only.

CREATE TABLE id_challenge (
  id TEXT PRIMARY KEY,
  target_mac TEXT NOT NULL, -- retention: purpose=limit codes per phone or e-mail, keyed hash; basis=security of the service; days=2
  code_mac TEXT NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 5),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  consumed_at INTEGER,
  superseded_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX id_challenge_by_target ON id_challenge (target_mac, created_at);
CREATE INDEX id_challenge_by_expiry ON id_challenge (expires_at);

CREATE TABLE id_session (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL REFERENCES id_subject (id), -- retention: purpose=who is signed in; basis=service asked for; days=30 after it ended
  kind TEXT NOT NULL CHECK (kind IN ('guest', 'citizen', 'staff')),
  aal INTEGER NOT NULL CHECK (aal BETWEEN 1 AND 3),
  ial INTEGER NOT NULL CHECK (ial BETWEEN 0 AND 3),
  amr TEXT NOT NULL CHECK (json_valid(amr)),
  auth_time INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  idle_ms INTEGER NOT NULL CHECK (idle_ms > 0),
  ends_at INTEGER NOT NULL CHECK (ends_at > auth_time),
  ended_at INTEGER,
  end_reason TEXT,
  device TEXT NOT NULL CHECK (length(device) <= 60) -- retention: purpose=people recognise their own sessions, make of browser and system only; basis=security of the account; days=30 after it ended
) STRICT, WITHOUT ROWID;
CREATE INDEX id_session_by_subject ON id_session (subject, ends_at);
CREATE INDEX id_session_by_end ON id_session (ends_at);
-- Who has signed out stays signed out, whatever a late statement says.
CREATE TRIGGER id_session_stays_ended BEFORE UPDATE OF ended_at ON id_session
WHEN old.ended_at IS NOT NULL AND new.ended_at IS NOT old.ended_at
BEGIN SELECT RAISE(ABORT, 'a session that ended stays ended'); END;

CREATE TABLE id_handle (
  session TEXT NOT NULL REFERENCES id_session (id) ON DELETE CASCADE,
  audience TEXT NOT NULL,
  generation INTEGER NOT NULL CHECK (generation >= 0),
  secret_hash TEXT NOT NULL,
  rotated_at INTEGER NOT NULL,
  PRIMARY KEY (session, audience)
) STRICT, WITHOUT ROWID;
-- A handle never comes back to an earlier form.
CREATE TRIGGER id_handle_goes_on BEFORE UPDATE ON id_handle
WHEN new.generation <= old.generation
BEGIN SELECT RAISE(ABORT, 'a handle only goes on'); END;

CREATE TABLE id_code (
  hash TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES id_session (id) ON DELETE CASCADE,
  client TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  consumed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX id_code_by_expiry ON id_code (expires_at);

CREATE TABLE id_revocation (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  scope TEXT NOT NULL CHECK (scope IN ('session', 'subject')),
  target TEXT NOT NULL, -- retention: purpose=refuse tokens of who signed out; basis=security of the account; days=1
  issued_before INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > issued_before)
) STRICT;
CREATE INDEX id_revocation_by_expiry ON id_revocation (expires_at);
-- However a session ends, its tokens end with it: no statement can forget to say so.
CREATE TRIGGER id_session_ends AFTER UPDATE OF ended_at ON id_session
WHEN old.ended_at IS NULL AND new.ended_at IS NOT NULL
BEGIN
  INSERT INTO id_revocation (scope, target, issued_before, expires_at)
    VALUES ('session', new.id, new.ended_at + 60000, new.ended_at + 86400000);
END;
CREATE VIEW id_revocation_list (seq, scope, target, issued_before, expires_at) AS
  SELECT seq, scope, target, issued_before, expires_at FROM id_revocation;
