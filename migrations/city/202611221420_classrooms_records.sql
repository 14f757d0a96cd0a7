-- owner: classrooms
-- needs: identity
-- Timetables and imports, what happened in the rooms, and the records every service keeps.

CREATE TABLE room_timetable (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  effective_from TEXT NOT NULL,
  effective_to TEXT NOT NULL CHECK (effective_to >= effective_from),
  source TEXT NOT NULL CHECK (source IN ('xlsx', 'asc', 'csv', 'manual')),
  fingerprint TEXT NOT NULL,
  -- Nothing of a draft is seen; `applying` names how far a resumed import has come.
  status TEXT NOT NULL CHECK (status IN ('draft', 'applying', 'live', 'replaced')),
  applied INTEGER NOT NULL CHECK (applied >= 0),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (school, number)
) STRICT, WITHOUT ROWID;

-- A lesson of the week. A lesson in a room of this service has a booking for each date it takes place.
CREATE TABLE room_timetable_cell (
  id TEXT PRIMARY KEY,
  timetable TEXT NOT NULL REFERENCES room_timetable (id),
  school TEXT NOT NULL,
  -- The same lesson has the same key in every version: class, part, weekday, period.
  key TEXT NOT NULL,
  class TEXT NOT NULL,
  part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 4),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  first_period INTEGER NOT NULL CHECK (first_period BETWEEN 1 AND 15),
  last_period INTEGER NOT NULL CHECK (last_period BETWEEN first_period AND 15),
  subject TEXT NOT NULL,
  person TEXT, -- retention: purpose=who teaches the lesson; basis=employment; days=730
  resource TEXT,
  place INTEGER NOT NULL CHECK (place >= 0),
  UNIQUE (timetable, key),
  FOREIGN KEY (class, school) REFERENCES room_class (id, school),
  FOREIGN KEY (person, school) REFERENCES room_person (id, school),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_timetable_cell_by_person ON room_timetable_cell (person, timetable) WHERE person IS NOT NULL;
CREATE INDEX room_timetable_cell_in_order ON room_timetable_cell (timetable, place);

-- An import that waits for a person's word, or that is on its way: applied in chunks from `done` on.
CREATE TABLE room_import (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  kind TEXT NOT NULL CHECK (kind IN ('rooms', 'timetable', 'people', 'oneroster', 'calendar')),
  fingerprint TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)), -- retention: purpose=apply what was shown; basis=public task; days=30
  summary TEXT NOT NULL CHECK (json_valid(summary)),
  total INTEGER NOT NULL CHECK (total >= 0),
  done INTEGER NOT NULL CHECK (done BETWEEN 0 AND total),
  status TEXT NOT NULL CHECK (status IN ('draft', 'applying', 'done', 'dropped')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_import_by_school ON room_import (school, created_at);

-- A calendar address somebody subscribes to. The token is shown once; only its hash is kept.
CREATE TABLE room_feed (
  token_hash TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'room', 'class', 'school')),
  object TEXT NOT NULL,
  privacy TEXT NOT NULL CHECK (privacy IN ('full', 'busy')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX room_feed_by_maker ON room_feed (created_by);

CREATE TABLE room_handover (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  booking TEXT NOT NULL REFERENCES room_booking (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  condition TEXT NOT NULL CHECK (condition IN ('good', 'fault')),
  note TEXT CHECK (length(note) <= 300),
  signed_by TEXT NOT NULL, -- retention: purpose=who took or gave back the room; basis=employment; days=730
  at INTEGER NOT NULL,
  UNIQUE (booking, direction)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_fault (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  resource TEXT NOT NULL,
  what TEXT NOT NULL CHECK (length(what) BETWEEN 2 AND 300),
  status TEXT NOT NULL CHECK (status IN ('open', 'working', 'fixed', 'dropped')),
  reported_by TEXT NOT NULL, -- retention: purpose=ask back about the fault; basis=employment; days=365, pseudonym only
  created_at INTEGER NOT NULL,
  settled_at INTEGER,
  version INTEGER NOT NULL CHECK (version >= 1),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_fault_open ON room_fault (school, created_at) WHERE status IN ('open', 'working');

-- What a person should know: one row a person and an act, whatever the number of bookings.
CREATE TABLE room_notice (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  person TEXT NOT NULL, -- retention: purpose=tell who is concerned; basis=employment; days=180
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 2 AND 40),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  at INTEGER NOT NULL,
  read_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX room_notice_unread ON room_notice (person, at) WHERE read_at IS NULL;

-- The fold of a day's bookings, in periods; reports read these and never the bookings.
CREATE TABLE room_usage_daily (
  school TEXT NOT NULL,
  date TEXT NOT NULL,
  resource TEXT NOT NULL,
  open INTEGER NOT NULL CHECK (open >= 0),
  booked INTEGER NOT NULL CHECK (booked >= 0),
  used INTEGER NOT NULL CHECK (used BETWEEN 0 AND booked),
  missed INTEGER NOT NULL CHECK (missed >= 0),
  PRIMARY KEY (school, date, resource)
) STRICT, WITHOUT ROWID;
CREATE TABLE room_usage_weekly (
  starts_on TEXT NOT NULL,
  school TEXT NOT NULL,
  rooms INTEGER NOT NULL CHECK (rooms >= 0),
  open INTEGER NOT NULL CHECK (open >= 0),
  booked INTEGER NOT NULL CHECK (booked >= 0),
  used INTEGER NOT NULL CHECK (used BETWEEN 0 AND booked),
  PRIMARY KEY (starts_on, school)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL, -- retention: purpose=accountability; basis=legal duty; days=3650, pseudonym only
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  organisation TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT, WITHOUT ROWID;
CREATE TRIGGER room_audit_stays BEFORE UPDATE ON room_audit
BEGIN SELECT RAISE(ABORT, 'room_audit is append-only'); END;
CREATE TRIGGER room_audit_is_kept BEFORE DELETE ON room_audit
BEGIN SELECT RAISE(ABORT, 'room_audit is append-only'); END;

CREATE TABLE room_outbox (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL, -- retention: purpose=deliver a message, sealed; basis=service asked for; days=1
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX room_outbox_due ON room_outbox (next_at) WHERE done_at IS NULL;

CREATE TABLE room_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_idempotency_by_expiry ON room_idempotency (expires_at);
