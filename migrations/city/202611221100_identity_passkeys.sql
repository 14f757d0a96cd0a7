-- owner: identity
-- Passkeys, the challenges that were answered, and the recovery of staff who lost theirs. No secret can be read here.

CREATE TABLE id_passkey (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 16 AND 1400 AND id NOT GLOB '*[^A-Za-z0-9_-]*'), -- retention: purpose=recognise an authenticator by its random id; basis=security of the account; days=0 after it was removed
  subject TEXT NOT NULL REFERENCES id_subject (id), -- retention: purpose=whose passkey it is; basis=security of the account; days=0 after it was removed
  public_key TEXT NOT NULL CHECK (length(public_key) BETWEEN 40 AND 2000),
  counter INTEGER NOT NULL CHECK (counter >= 0),
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  synced INTEGER NOT NULL CHECK (synced IN (0, 1)),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60), -- retention: purpose=people recognise their own passkeys, the name they gave or make of browser and system; basis=security of the account; days=0 after it was removed
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  suspended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX id_passkey_by_subject ON id_passkey (subject, created_at);
-- Staff without a passkey could only be let in by two administrators, so nobody takes their own last one away.
CREATE TRIGGER id_passkey_last_stays BEFORE DELETE ON id_passkey
WHEN old.suspended_at IS NULL
  AND EXISTS (SELECT 1 FROM id_subject WHERE id = old.subject AND kind = 'staff' AND disabled_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = old.subject AND id <> old.id AND suspended_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the last passkey of staff stays'); END;
CREATE TRIGGER id_passkey_stays_somebodys BEFORE UPDATE OF subject, public_key ON id_passkey
BEGIN SELECT RAISE(ABORT, 'a passkey stays who it is'); END;
-- A passkey that was seen twice stays out of use, whatever a late statement says.
CREATE TRIGGER id_passkey_stays_suspended BEFORE UPDATE OF suspended_at ON id_passkey
WHEN old.suspended_at IS NOT NULL AND new.suspended_at IS NOT old.suspended_at
BEGIN SELECT RAISE(ABORT, 'a suspended passkey stays suspended'); END;

-- Each challenge is answered once: its hash is the first row that an answer writes.
CREATE TABLE id_passkey_challenge (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 43),
  used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > used_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_passkey_challenge_by_expiry ON id_passkey_challenge (expires_at);

CREATE TABLE id_recovery (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL REFERENCES id_subject (id), -- retention: purpose=let a colleague in who lost every passkey; basis=employment; days=730
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  first_administrator TEXT NOT NULL CHECK (first_administrator <> subject), -- retention: purpose=who answers for the recovery; basis=employment; days=730
  second_administrator TEXT CHECK (second_administrator <> subject AND second_administrator <> first_administrator), -- retention: purpose=who answers for the recovery; basis=employment; days=730
  opened_at INTEGER NOT NULL,
  approved_at INTEGER CHECK (approved_at >= opened_at),
  expires_at INTEGER NOT NULL CHECK (expires_at > opened_at),
  link_hash TEXT UNIQUE,
  consumed_at INTEGER,
  withdrawn_at INTEGER,
  CHECK ((second_administrator IS NULL) = (approved_at IS NULL) AND (approved_at IS NULL) = (link_hash IS NULL)),
  CHECK (consumed_at IS NULL OR approved_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_recovery_by_subject ON id_recovery (subject, opened_at);
CREATE INDEX id_recovery_by_organisation ON id_recovery (organisation, opened_at);
CREATE TRIGGER id_recovery_is_used_once BEFORE UPDATE ON id_recovery
WHEN old.consumed_at IS NOT NULL OR old.withdrawn_at IS NOT NULL
  OR (old.approved_at IS NOT NULL AND (new.link_hash IS NOT old.link_hash OR new.second_administrator IS NOT old.second_administrator))
BEGIN SELECT RAISE(ABORT, 'a recovery is approved once and used once'); END;
