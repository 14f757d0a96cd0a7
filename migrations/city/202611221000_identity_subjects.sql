-- owner: identity
-- What people decide about their own data: events that every service follows, notices as they were shown, consents.

CREATE TABLE id_subject_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'export', 'erase', 'object')),
  subject TEXT NOT NULL, -- retention: purpose=tell every service what a person asked for, and prove it was done; basis=legal duty; days=1825; from=at
  target TEXT CHECK ((kind = 'merge') = (target IS NOT NULL) AND target <> subject), -- retention: purpose=who the guest became; basis=service asked for; days=1825; from=at
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT;
CREATE INDEX id_subject_event_by_subject ON id_subject_event (subject, seq);
CREATE TRIGGER id_subject_event_stays BEFORE UPDATE ON id_subject_event
BEGIN SELECT RAISE(ABORT, 'a subject event stays as it was said'); END;

CREATE TABLE id_subject_event_done (
  seq INTEGER NOT NULL REFERENCES id_subject_event (seq) ON DELETE CASCADE,
  service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 40),
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'nothing', 'kept')),
  records INTEGER NOT NULL CHECK (records >= 0),
  PRIMARY KEY (service, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_subject_event_done_by_event ON id_subject_event_done (seq);
CREATE TRIGGER id_subject_event_done_stays BEFORE UPDATE ON id_subject_event_done
BEGIN SELECT RAISE(ABORT, 'what a service has done stays done'); END;
-- The last acknowledgement is the cursor, so none may be left out.
CREATE TRIGGER id_subject_event_done_in_order BEFORE INSERT ON id_subject_event_done
WHEN EXISTS (
  SELECT 1 FROM id_subject_event AS earlier
  WHERE earlier.seq < new.seq
    AND earlier.seq > (SELECT coalesce(max(seq), 0) FROM id_subject_event_done WHERE service = new.service)
)
BEGIN SELECT RAISE(ABORT, 'an earlier subject event is not done'); END;

CREATE VIEW id_subject_event_list (seq, at, kind, subject, target, detail) AS
  SELECT seq, at, kind, subject, target, detail FROM id_subject_event;
CREATE VIEW id_subject_event_progress (service, seq) AS
  SELECT service, max(seq) FROM id_subject_event_done GROUP BY service;

-- A notice as it was shown: what somebody agreed to must be readable years later.
CREATE TABLE id_notice (
  notice TEXT NOT NULL CHECK (length(notice) BETWEEN 1 AND 40),
  version INTEGER NOT NULL CHECK (version >= 1),
  lang TEXT NOT NULL CHECK (length(lang) = 2),
  hash TEXT NOT NULL CHECK (length(hash) = 43),
  text TEXT NOT NULL,
  first_shown_at INTEGER NOT NULL,
  PRIMARY KEY (notice, version, lang)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER id_notice_stays BEFORE UPDATE ON id_notice
BEGIN SELECT RAISE(ABORT, 'a notice that was shown does not change; make a new version'); END;

CREATE TABLE id_consent (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  subject TEXT NOT NULL, -- retention: purpose=prove what somebody agreed to, pseudonym only; basis=legal duty; days=1825; from=at
  service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 40),
  purpose TEXT NOT NULL CHECK (length(purpose) BETWEEN 1 AND 60),
  decision TEXT NOT NULL CHECK (decision IN ('given', 'refused', 'withdrawn')),
  notice TEXT NOT NULL,
  version INTEGER NOT NULL,
  lang TEXT NOT NULL,
  hash TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('form', 'paper', 'spoken', 'api')),
  request_id TEXT,
  FOREIGN KEY (notice, version, lang) REFERENCES id_notice (notice, version, lang)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_consent_by_subject ON id_consent (subject, service, purpose, at);
CREATE TRIGGER id_consent_stays BEFORE UPDATE ON id_consent
BEGIN SELECT RAISE(ABORT, 'a consent is evidence; a change of mind is a new row'); END;
CREATE TRIGGER id_consent_is_kept BEFORE DELETE ON id_consent
WHEN old.at > unixepoch('now') * 1000 - 1825 * 86400000
BEGIN SELECT RAISE(ABORT, 'a consent is evidence for five years'); END;
