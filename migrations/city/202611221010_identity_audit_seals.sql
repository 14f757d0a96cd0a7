-- owner: identity
-- Sealed stretches of every service's audit log, chained. A seal never changes; rows below it may go only when they
-- are sealed and ten years old.

CREATE TABLE id_audit_seal (
  service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 40),
  from_at INTEGER NOT NULL CHECK (from_at >= 0),
  to_at INTEGER NOT NULL CHECK (to_at > from_at),
  rows INTEGER NOT NULL CHECK (rows >= 0),
  digest TEXT NOT NULL CHECK (length(digest) = 43),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 43),
  sealed_at INTEGER NOT NULL,
  PRIMARY KEY (service, to_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER id_audit_seal_stays BEFORE UPDATE ON id_audit_seal
BEGIN SELECT RAISE(ABORT, 'a seal stays'); END;
CREATE TRIGGER id_audit_seal_is_kept BEFORE DELETE ON id_audit_seal
BEGIN SELECT RAISE(ABORT, 'a seal stays'); END;
-- Each stretch begins where the one before ended and names its hash: nothing can be put between or left out.
CREATE TRIGGER id_audit_seal_goes_on BEFORE INSERT ON id_audit_seal
WHEN new.from_at <> coalesce((SELECT max(to_at) FROM id_audit_seal WHERE service = new.service), 0)
  OR new.previous <> coalesce((SELECT hash FROM id_audit_seal WHERE service = new.service ORDER BY to_at DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'a seal goes on from the one before'); END;

CREATE VIEW id_audit_seal_list (service, from_at, to_at, rows, digest, previous, hash) AS
  SELECT service, from_at, to_at, rows, digest, previous, hash FROM id_audit_seal;

DROP TRIGGER id_audit_is_kept;
CREATE TRIGGER id_audit_is_kept BEFORE DELETE ON id_audit
WHEN old.at > unixepoch('now') * 1000 - 3650 * 86400000
  OR old.at >= coalesce((SELECT max(to_at) FROM id_audit_seal WHERE service = 'identity'), 0)
BEGIN SELECT RAISE(ABORT, 'id_audit is append-only'); END;
CREATE INDEX id_audit_by_time ON id_audit (at);
