-- owner: queue
-- needs: identity
-- What a hospital has set up, and what its live queues have handed over. Today's queues are in their objects.

CREATE TABLE queue_facility (
  id TEXT PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z]*' AND length(id) BETWEEN 2 AND 24),
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  timezone TEXT NOT NULL,
  join_mode TEXT NOT NULL CHECK (join_mode IN ('poster', 'rotating')),
  poster_arrival TEXT NOT NULL CHECK (poster_arrival IN ('waiting', 'booked')),
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE queue_area (
  id TEXT PRIMARY KEY,
  facility TEXT NOT NULL REFERENCES queue_facility (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE INDEX queue_area_by_facility ON queue_area (facility);

CREATE TABLE queue_service (
  id TEXT PRIMARY KEY,
  facility TEXT NOT NULL REFERENCES queue_facility (id),
  area TEXT NOT NULL REFERENCES queue_area (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  prefix TEXT NOT NULL CHECK (prefix GLOB '[A-Z]*' AND length(prefix) BETWEEN 1 AND 3),
  first_number INTEGER NOT NULL CHECK (first_number >= 1),
  mean_service_ms INTEGER NOT NULL CHECK (mean_service_ms > 0),
  daily_limit INTEGER CHECK (daily_limit > 0),
  windows TEXT NOT NULL CHECK (json_valid(windows)),
  policy TEXT NOT NULL CHECK (json_valid(policy)),
  priority_from_phone TEXT NOT NULL CHECK (priority_from_phone IN ('claimed', 'at-once')),
  anonymous_daily INTEGER,
  anonymous_per_minute INTEGER,
  place INTEGER NOT NULL,
  -- Two services of one hospital must not both give an A001.
  UNIQUE (facility, prefix)
) STRICT;

CREATE TABLE queue_counter (
  id TEXT PRIMARY KEY,
  facility TEXT NOT NULL REFERENCES queue_facility (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  speech TEXT,
  services TEXT NOT NULL CHECK (json_valid(services)),
  place INTEGER NOT NULL
) STRICT;
CREATE INDEX queue_counter_by_facility ON queue_counter (facility);

CREATE TABLE queue_event (
  facility TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL CHECK (to_seq >= from_seq),
  events TEXT NOT NULL CHECK (json_valid(events)),
  PRIMARY KEY (facility, from_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue_ticket (
  facility TEXT NOT NULL,
  service TEXT NOT NULL,
  date TEXT NOT NULL,
  number INTEGER NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('normal', 'priority', 'emergency')),
  state TEXT NOT NULL CHECK (state IN ('served', 'cancelled', 'expired', 'transferred')),
  counter TEXT,
  calls INTEGER NOT NULL,
  issued_at INTEGER NOT NULL,
  called_at INTEGER,
  started_at INTEGER,
  ended_at INTEGER NOT NULL,
  PRIMARY KEY (service, date, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue_projection (
  facility TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- A log is handed over in order and never again from the start.
CREATE TRIGGER queue_projection_goes_on BEFORE UPDATE ON queue_projection
WHEN new.seq < old.seq
BEGIN SELECT RAISE(ABORT, 'queue_projection only goes on'); END;

CREATE TABLE queue_audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  organisation TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT;
CREATE TRIGGER queue_audit_stays BEFORE UPDATE ON queue_audit
BEGIN SELECT RAISE(ABORT, 'queue_audit is append-only'); END;
CREATE TRIGGER queue_audit_is_kept BEFORE DELETE ON queue_audit
BEGIN SELECT RAISE(ABORT, 'queue_audit is append-only'); END;

CREATE TABLE queue_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
