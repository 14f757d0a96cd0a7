-- owner: classrooms
-- needs: identity
-- Bookings and what they occupy. Whoever writes a live booking occupies its slots and times in the same statement, by
-- trigger, so no code path can have one without the other; two bookings of one thing at one time are a constraint error.

CREATE TABLE room_series (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  resource TEXT NOT NULL,
  person TEXT NOT NULL,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  first_period INTEGER NOT NULL CHECK (first_period BETWEEN 1 AND 15),
  last_period INTEGER NOT NULL CHECK (last_period BETWEEN first_period AND 15),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  follows_makeups INTEGER NOT NULL CHECK (follows_makeups IN (0, 1)),
  every INTEGER NOT NULL CHECK (every BETWEEN 1 AND 8),
  policy TEXT NOT NULL CHECK (policy IN ('fail', 'skip', 'waitlist')),
  -- Dates left out, and why: taken, closed, taken out by hand. They can be added again.
  skipped TEXT NOT NULL CHECK (json_valid(skipped)),
  subject TEXT,
  status TEXT NOT NULL CHECK (status IN ('live', 'asked', 'ended')),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  UNIQUE (id, school),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school),
  FOREIGN KEY (person, school) REFERENCES room_person (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_series_by_person ON room_series (person, ends_on);

CREATE TABLE room_booking (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  resource TEXT NOT NULL,
  -- 0 takes all units: the whole of a room that can be halved.
  unit INTEGER NOT NULL CHECK (unit BETWEEN 0 AND 40),
  date TEXT NOT NULL,
  -- Lessons have periods and the bells that ring them; an evening meeting has neither.
  bell TEXT,
  first_period INTEGER CHECK (first_period BETWEEN 1 AND 15),
  last_period INTEGER CHECK (last_period BETWEEN first_period AND 15),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at > start_at AND end_at - start_at <= 86400000),
  person TEXT, -- retention: purpose=who uses the room; basis=employment; days=730
  department TEXT,
  -- [{"class": "…", "part": 0}]; part 0 is the whole class.
  classes TEXT NOT NULL CHECK (json_valid(classes) AND json_type(classes) = 'array'),
  subject TEXT,
  title TEXT CHECK (length(title) <= 200),
  -- What a cell of the grid shows: "10A1 · Toán · Hà".
  label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 120), -- retention: purpose=colleagues see who uses a room; basis=employment; days=730
  source TEXT NOT NULL CHECK (source IN ('manual', 'timetable', 'exam', 'maintenance', 'door')),
  -- The booking whose person and classes this one serves too: a second room. 'lesson' is whatever its person teaches
  -- then: a trolley of tablets goes along.
  beside TEXT,
  series TEXT,
  cell TEXT,
  status TEXT NOT NULL CHECK (status IN ('hold', 'pending', 'confirmed', 'checked_in', 'released', 'cancelled', 'denied', 'no_show')),
  -- What released it, so that it can come back.
  closure TEXT,
  reason TEXT,
  checked_in_at INTEGER,
  checked_out_at INTEGER,
  created_by TEXT NOT NULL, -- retention: purpose=who answers for the booking; basis=employment; days=730, pseudonym only
  created_at INTEGER NOT NULL,
  -- Goes up when the place or time changes: what it occupies is then laid down anew.
  placed INTEGER NOT NULL CHECK (placed >= 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  -- Occupies its place and time.
  live INTEGER NOT NULL GENERATED ALWAYS AS (status IN ('hold', 'pending', 'confirmed', 'checked_in')) VIRTUAL,
  CHECK ((first_period IS NULL) = (last_period IS NULL) AND (first_period IS NULL) = (bell IS NULL)),
  CHECK (source IN ('exam', 'maintenance') OR person IS NOT NULL),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school),
  FOREIGN KEY (person, school) REFERENCES room_person (id, school),
  FOREIGN KEY (series, school) REFERENCES room_series (id, school),
  FOREIGN KEY (bell, school) REFERENCES room_bell_schedule (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_booking_by_person ON room_booking (person, date);
CREATE INDEX room_booking_by_series ON room_booking (series, date) WHERE series IS NOT NULL;
CREATE INDEX room_booking_pending ON room_booking (school, date) WHERE status = 'pending';
CREATE INDEX room_booking_by_closure ON room_booking (closure) WHERE closure IS NOT NULL;
CREATE INDEX room_booking_by_cell ON room_booking (cell, date) WHERE cell IS NOT NULL;

-- 1 to 40: units, periods and parts are counted with it, because triggers take no recursive query.
CREATE VIEW room_number (value) AS SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40]');

-- One live booking of a unit in a period: the guarantee.
CREATE TABLE room_slot (
  resource TEXT NOT NULL,
  date TEXT NOT NULL,
  period INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  booking TEXT NOT NULL REFERENCES room_booking (id),
  PRIMARY KEY (resource, date, period, unit)
) STRICT, WITHOUT ROWID;

-- Times (UTC ms) that a unit (`r:<resource>:<unit>`), a person (`p:<person>`) or a part of a class (`c:<class>:<part>`)
-- is taken. Bell schedules differ, so people and classes exclude each other by time, and so do meetings and lessons.
CREATE TABLE room_claim (
  holder TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at > start_at),
  booking TEXT NOT NULL REFERENCES room_booking (id),
  PRIMARY KEY (holder, start_at)
) STRICT, WITHOUT ROWID;

-- Claims of a holder never overlap, so only the last one that begins before this one's end can: one row read.
CREATE TRIGGER room_claim_of_resource BEFORE INSERT ON room_claim
WHEN substr(new.holder, 1, 2) = 'r:' AND new.start_at <
  (SELECT end_at FROM room_claim WHERE holder = new.holder AND start_at < new.end_at ORDER BY start_at DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'room: resource-taken'); END;
CREATE TRIGGER room_claim_of_person BEFORE INSERT ON room_claim
WHEN substr(new.holder, 1, 2) = 'p:' AND new.start_at <
  (SELECT end_at FROM room_claim WHERE holder = new.holder AND start_at < new.end_at ORDER BY start_at DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'room: person-busy'); END;
CREATE TRIGGER room_claim_of_class BEFORE INSERT ON room_claim
WHEN substr(new.holder, 1, 2) = 'c:' AND new.start_at <
  (SELECT end_at FROM room_claim WHERE holder = new.holder AND start_at < new.end_at ORDER BY start_at DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'room: class-busy'); END;
CREATE TRIGGER room_claim_stays BEFORE UPDATE OF holder, start_at, end_at ON room_claim
BEGIN SELECT RAISE(ABORT, 'room: a claim is laid down anew, never moved'); END;
CREATE TRIGGER room_slot_stays BEFORE UPDATE OF resource, date, period, unit ON room_slot
BEGIN SELECT RAISE(ABORT, 'room: a slot is laid down anew, never moved'); END;

-- What must be true of a live booking wherever it comes from.
CREATE TRIGGER room_booking_fits BEFORE INSERT ON room_booking
WHEN new.live
BEGIN
  SELECT RAISE(ABORT, 'room: not-in-service')
    WHERE NOT EXISTS (SELECT 1 FROM room_resource WHERE id = new.resource AND units >= new.unit
      AND (status = 'active' OR (status = 'out_of_service' AND new.source = 'maintenance')));
  SELECT RAISE(ABORT, 'room: closed-day') WHERE new.source <> 'maintenance' AND new.bell IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM room_calendar_day WHERE school = new.school AND date = new.date AND kind <> 'closed');
  SELECT RAISE(ABORT, 'room: no-such-period') WHERE new.bell IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM room_calendar_day AS day
      JOIN room_bell_schedule AS bell ON bell.id = new.bell AND bell.school = day.school
      JOIN room_bell_period AS first ON first.schedule = bell.id AND first.period = new.first_period
      JOIN room_bell_period AS last ON last.schedule = bell.id AND last.period = new.last_period
    WHERE day.school = new.school AND day.date = new.date
      AND day.date BETWEEN bell.valid_from AND bell.valid_to AND bell.weekdays & (1 << (day.runs_as - 1))
      AND new.start_at = day.midnight + first.starts * 60000 AND new.end_at = day.midnight + last.ends * 60000);
END;
CREATE TRIGGER room_booking_fits_again BEFORE UPDATE OF status, placed ON room_booking
WHEN new.live AND (NOT old.live OR new.placed > old.placed)
BEGIN
  SELECT RAISE(ABORT, 'room: not-in-service')
    WHERE NOT EXISTS (SELECT 1 FROM room_resource WHERE id = new.resource AND units >= new.unit
      AND (status = 'active' OR (status = 'out_of_service' AND new.source = 'maintenance')));
  SELECT RAISE(ABORT, 'room: closed-day') WHERE new.source <> 'maintenance' AND new.bell IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM room_calendar_day WHERE school = new.school AND date = new.date AND kind <> 'closed');
  SELECT RAISE(ABORT, 'room: no-such-period') WHERE new.bell IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM room_calendar_day AS day
      JOIN room_bell_schedule AS bell ON bell.id = new.bell AND bell.school = day.school
      JOIN room_bell_period AS first ON first.schedule = bell.id AND first.period = new.first_period
      JOIN room_bell_period AS last ON last.schedule = bell.id AND last.period = new.last_period
    WHERE day.school = new.school AND day.date = new.date
      AND day.date BETWEEN bell.valid_from AND bell.valid_to AND bell.weekdays & (1 << (day.runs_as - 1))
      AND new.start_at = day.midnight + first.starts * 60000 AND new.end_at = day.midnight + last.ends * 60000);
END;

-- No sequence of requests beats a quota: the database counts.
CREATE TRIGGER room_booking_within_quota AFTER INSERT ON room_booking
WHEN new.source = 'manual' AND new.live
BEGIN
  SELECT RAISE(ABORT, 'room: quota') FROM room_quota AS quota
  WHERE quota.school = new.school AND quota.who = 'person' AND (quota.resource IS NULL OR quota.resource = new.resource)
    AND quota.most < (
      SELECT count(*) FROM room_booking AS other
      WHERE other.person = new.person AND other.school = new.school AND other.source = 'manual'
        AND other.live
        AND (quota.resource IS NULL OR other.resource = quota.resource)
        AND other.date BETWEEN
          CASE quota.per WHEN 'day' THEN new.date WHEN 'week' THEN date(new.date, 'weekday 0', '-6 days')
            ELSE ifnull((SELECT max(starts_on) FROM room_term WHERE school = new.school AND starts_on <= new.date), new.date) END
          AND CASE quota.per WHEN 'day' THEN new.date WHEN 'week' THEN date(new.date, 'weekday 0')
            ELSE ifnull((SELECT min(ends_on) FROM room_term WHERE school = new.school AND ends_on >= new.date), new.date) END);
  -- Rare, so it has no index of its own: it goes over the colleagues.
  SELECT RAISE(ABORT, 'room: quota') FROM room_quota AS quota
  WHERE quota.school = new.school AND quota.who <> 'person' AND (quota.resource IS NULL OR quota.resource = new.resource)
    AND (quota.who = 'school' OR new.department IS NOT NULL)
    AND quota.most < (
      SELECT count(DISTINCT other.id) FROM room_person AS colleague
        JOIN room_booking AS other ON other.person = colleague.id
      WHERE colleague.school = new.school AND (quota.who = 'school' OR colleague.department = new.department)
        AND other.source = 'manual' AND other.live
        AND (quota.resource IS NULL OR other.resource = quota.resource)
        AND other.date BETWEEN
          CASE quota.per WHEN 'day' THEN new.date WHEN 'week' THEN date(new.date, 'weekday 0', '-6 days')
            ELSE ifnull((SELECT max(starts_on) FROM room_term WHERE school = new.school AND starts_on <= new.date), new.date) END
          AND CASE quota.per WHEN 'day' THEN new.date WHEN 'week' THEN date(new.date, 'weekday 0')
            ELSE ifnull((SELECT min(ends_on) FROM room_term WHERE school = new.school AND ends_on >= new.date), new.date) END);
END;

CREATE TRIGGER room_booking_occupies AFTER INSERT ON room_booking
WHEN new.live
BEGIN
  INSERT INTO room_slot (resource, date, period, unit, booking)
    SELECT new.resource, new.date, period.value, unit.value, new.id
    FROM room_resource AS resource,
      room_number AS period,
      room_number AS unit
    WHERE resource.id = new.resource AND period.value BETWEEN new.first_period AND new.last_period
      AND unit.value <= resource.units AND new.unit IN (0, unit.value);
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'r:' || new.resource || ':' || unit.value, new.start_at, new.end_at, new.id
    FROM room_resource AS resource,
      room_number AS unit
    WHERE resource.id = new.resource AND unit.value <= resource.units AND new.unit IN (0, unit.value);
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'p:' || new.person, new.start_at, new.end_at, new.id WHERE new.person IS NOT NULL AND new.beside IS NULL;
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'c:' || class.id || ':' || part.value, new.start_at, new.end_at, new.id
    FROM json_each(new.classes) AS asked
      JOIN room_class AS class ON class.id = asked.value ->> 'class' AND class.school = new.school,
      room_number AS part
    WHERE new.beside IS NULL AND part.value <= class.parts AND asked.value ->> 'part' IN (0, part.value);
END;

-- Frees first, then occupies: one trigger, because SQLite promises no order among several.
CREATE TRIGGER room_booking_moves AFTER UPDATE OF status, placed ON room_booking
WHEN old.live <> new.live OR new.placed > old.placed
BEGIN
  DELETE FROM room_slot WHERE old.live AND booking = old.id AND resource = old.resource AND date = old.date
    AND period BETWEEN old.first_period AND old.last_period;
  DELETE FROM room_claim WHERE old.live AND booking = old.id AND start_at = old.start_at AND holder IN (
    SELECT 'r:' || old.resource || ':' || unit.value FROM room_number AS unit
    UNION ALL SELECT 'p:' || old.person
    UNION ALL SELECT 'c:' || (asked.value ->> 'class') || ':' || part.value
      FROM json_each(old.classes) AS asked, room_number AS part);
  INSERT INTO room_slot (resource, date, period, unit, booking)
    SELECT new.resource, new.date, period.value, unit.value, new.id
    FROM room_resource AS resource,
      room_number AS period,
      room_number AS unit
    WHERE new.live AND resource.id = new.resource AND period.value BETWEEN new.first_period AND new.last_period
      AND unit.value <= resource.units AND new.unit IN (0, unit.value);
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'r:' || new.resource || ':' || unit.value, new.start_at, new.end_at, new.id
    FROM room_resource AS resource,
      room_number AS unit
    WHERE new.live AND resource.id = new.resource AND unit.value <= resource.units AND new.unit IN (0, unit.value);
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'p:' || new.person, new.start_at, new.end_at, new.id WHERE new.live AND new.person IS NOT NULL AND new.beside IS NULL;
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT 'c:' || class.id || ':' || part.value, new.start_at, new.end_at, new.id
    FROM json_each(new.classes) AS asked
      JOIN room_class AS class ON class.id = asked.value ->> 'class' AND class.school = new.school,
      room_number AS part
    WHERE new.live AND new.beside IS NULL AND part.value <= class.parts AND asked.value ->> 'part' IN (0, part.value);
END;

-- The life of a booking: what is over comes back only from a closure or from a hold that ran out.
CREATE TRIGGER room_booking_lives BEFORE UPDATE OF status ON room_booking
WHEN new.status <> old.status AND instr(
  CASE old.status
    WHEN 'hold' THEN ',pending,confirmed,released,cancelled,'
    WHEN 'pending' THEN ',confirmed,denied,released,cancelled,'
    WHEN 'confirmed' THEN ',checked_in,released,cancelled,no_show,'
    WHEN 'checked_in' THEN ',released,'
    WHEN 'released' THEN ',pending,confirmed,cancelled,'
    ELSE ',' END, ',' || new.status || ',') = 0
BEGIN SELECT RAISE(ABORT, 'room: wrong-state'); END;
CREATE TRIGGER room_booking_keeps BEFORE UPDATE OF id, school, created_at, created_by ON room_booking
WHEN new.id <> old.id OR new.school <> old.school OR new.created_at <> old.created_at OR new.created_by <> old.created_by
BEGIN SELECT RAISE(ABORT, 'room: a booking keeps its school and its maker'); END;
CREATE TRIGGER room_booking_is_kept BEFORE DELETE ON room_booking
WHEN old.live
BEGIN SELECT RAISE(ABORT, 'room: a live booking is cancelled, never deleted'); END;

-- `INSERT INTO room_expect VALUES (1, (SELECT count(*) …))` stops a batch whose premise is no longer true; keeps no row.
CREATE TABLE room_expect (wanted INTEGER, found INTEGER) STRICT;
CREATE TRIGGER room_expect_holds BEFORE INSERT ON room_expect
BEGIN
  SELECT RAISE(ABORT, 'room: stale-version') WHERE new.wanted IS NOT new.found;
  SELECT RAISE(IGNORE);
END;

CREATE TABLE room_waitlist (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  resource TEXT NOT NULL,
  date TEXT NOT NULL,
  first_period INTEGER NOT NULL CHECK (first_period BETWEEN 1 AND 15),
  last_period INTEGER NOT NULL CHECK (last_period BETWEEN first_period AND 15),
  person TEXT NOT NULL, -- retention: purpose=who waits for the room; basis=employment; days=365
  classes TEXT NOT NULL CHECK (json_valid(classes)),
  subject TEXT,
  label TEXT NOT NULL, -- retention: purpose=what the booking will be called; basis=employment; days=365
  series TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'promoted', 'left', 'passed')),
  booking TEXT,
  created_by TEXT NOT NULL, -- retention: purpose=who asked to wait; basis=employment; days=365, pseudonym only
  created_at INTEGER NOT NULL,
  CHECK ((status = 'promoted') = (booking IS NOT NULL)),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school),
  FOREIGN KEY (person, school) REFERENCES room_person (id, school)
) STRICT, WITHOUT ROWID;
-- The order of promotion, and nobody twice for one thing.
CREATE INDEX room_waitlist_order ON room_waitlist (resource, date, created_at, id) WHERE status = 'waiting';
CREATE UNIQUE INDEX room_waitlist_once ON room_waitlist (person, resource, date, first_period) WHERE status = 'waiting';
CREATE TRIGGER room_waitlist_promotes_once BEFORE UPDATE OF status ON room_waitlist
WHEN old.status <> 'waiting' AND new.status <> old.status
BEGIN SELECT RAISE(ABORT, 'room: waitlist-over'); END;

CREATE TABLE room_swap (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  mine TEXT NOT NULL REFERENCES room_booking (id),
  theirs TEXT NOT NULL REFERENCES room_booking (id),
  asked_by TEXT NOT NULL, -- retention: purpose=who asked for the swap; basis=employment; days=365
  asked_of TEXT NOT NULL, -- retention: purpose=who has to agree; basis=employment; days=365
  status TEXT NOT NULL CHECK (status IN ('asked', 'done', 'refused', 'withdrawn')),
  note TEXT CHECK (length(note) <= 200),
  created_at INTEGER NOT NULL,
  answered_at INTEGER,
  CHECK (mine <> theirs)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_swap_of ON room_swap (asked_of) WHERE status = 'asked';
CREATE INDEX room_swap_by ON room_swap (asked_by) WHERE status = 'asked';
CREATE TRIGGER room_swap_once BEFORE UPDATE OF status ON room_swap
WHEN old.status <> 'asked' AND new.status <> old.status
BEGIN SELECT RAISE(ABORT, 'room: swap-over'); END;
