-- owner: identity
-- The desk of the data-protection officer: what people asked for, and breaches, each with its legal clock. No names
-- and no contacts: a request names a pseudonym, or the file number of a letter.

CREATE TABLE id_data_request (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  subject TEXT, -- retention: purpose=answer what a person asks about their data; basis=legal duty; days=1825 after it is done, pseudonym only
  kind TEXT NOT NULL CHECK (kind IN ('access', 'rectify', 'erase', 'object', 'restrict')),
  via TEXT NOT NULL CHECK (via IN ('page', 'letter')),
  reference TEXT CHECK (length(reference) BETWEEN 1 AND 60),
  received_at INTEGER NOT NULL,
  answer_by TEXT NOT NULL CHECK (answer_by GLOB '????-??-??'),
  do_by TEXT NOT NULL CHECK (do_by GLOB '????-??-??' AND do_by >= answer_by),
  answered_at INTEGER CHECK (answered_at >= received_at),
  extended_at INTEGER,
  done_at INTEGER CHECK (done_at >= received_at),
  outcome TEXT CHECK (outcome IN ('done', 'refused', 'withdrawn')),
  CHECK ((done_at IS NULL) = (outcome IS NULL)),
  CHECK (subject IS NOT NULL OR reference IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_data_request_open ON id_data_request (organisation, do_by) WHERE done_at IS NULL;
CREATE INDEX id_data_request_by_subject ON id_data_request (subject, received_at);
CREATE TRIGGER id_data_request_stays_done BEFORE UPDATE ON id_data_request
WHEN old.done_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a request that was closed stays closed'); END;
CREATE TRIGGER id_data_request_clock_stays BEFORE UPDATE OF received_at, answer_by ON id_data_request
BEGIN SELECT RAISE(ABORT, 'the legal clock runs from the day of receipt'); END;

CREATE TABLE id_breach (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  summary TEXT NOT NULL CHECK (length(summary) BETWEEN 10 AND 500),
  discovered_at INTEGER NOT NULL,
  notify_by INTEGER NOT NULL CHECK (notify_by = discovered_at + 259200000),
  recorded_at INTEGER NOT NULL CHECK (recorded_at >= discovered_at),
  recorded_by TEXT NOT NULL, -- retention: purpose=who recorded the breach; basis=legal duty; days=3650, pseudonym only
  authority_told_at INTEGER CHECK (authority_told_at >= discovered_at),
  people_told_at INTEGER CHECK (people_told_at >= discovered_at),
  closed_at INTEGER CHECK (closed_at IS NULL OR authority_told_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_breach_by_organisation ON id_breach (organisation, discovered_at);
CREATE TRIGGER id_breach_clock_stays BEFORE UPDATE OF discovered_at, notify_by, recorded_at ON id_breach
BEGIN SELECT RAISE(ABORT, 'the clock of a breach runs from its discovery'); END;
