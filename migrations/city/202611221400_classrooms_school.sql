-- owner: classrooms
-- needs: identity
-- A school's frame: its years, terms, weeks and days, its bells, its rooms and equipment, its people and classes.
-- Days, bells and limits are rows, so that a storm or a new timetable is data and never a release.

-- The code of a school is the code of its organisation in identity.
CREATE TABLE room_school (
  id TEXT PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 2 AND 40),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('primary', 'lower', 'upper', 'mixed')),
  commune TEXT NOT NULL,
  timezone TEXT NOT NULL,
  max_advance_days INTEGER NOT NULL CHECK (max_advance_days BETWEEN 1 AND 400),
  min_notice_minutes INTEGER NOT NULL CHECK (min_notice_minutes BETWEEN 0 AND 43200),
  check_in_before INTEGER NOT NULL CHECK (check_in_before BETWEEN 0 AND 60),
  check_in_after INTEGER NOT NULL CHECK (check_in_after BETWEEN 1 AND 120),
  check_in_required INTEGER NOT NULL CHECK (check_in_required IN (0, 1)),
  target_per_mille INTEGER NOT NULL CHECK (target_per_mille BETWEEN 0 AND 1000),
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_school_by_commune ON room_school (commune);

CREATE TABLE room_year (
  school TEXT NOT NULL REFERENCES room_school (id),
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on > starts_on),
  PRIMARY KEY (school, starts_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_term (
  school TEXT NOT NULL REFERENCES room_school (id),
  term INTEGER NOT NULL CHECK (term BETWEEN 1 AND 4),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on > starts_on),
  PRIMARY KEY (school, starts_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_week (
  school TEXT NOT NULL REFERENCES room_school (id),
  -- The Monday.
  starts_on TEXT NOT NULL CHECK (strftime('%w', starts_on) = '1'),
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 60),
  PRIMARY KEY (school, starts_on)
) STRICT, WITHOUT ROWID;

-- A day without a row is not a day of this school. `planned` is what a closure gives back when it is lifted.
CREATE TABLE room_calendar_day (
  school TEXT NOT NULL REFERENCES room_school (id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(date) IS date),
  kind TEXT NOT NULL CHECK (kind IN ('teach', 'closed', 'makeup')),
  planned TEXT NOT NULL CHECK (planned IN ('teach', 'closed', 'makeup')),
  -- ISO weekday by whose timetable and bells the day runs; a makeup Saturday may run as a Thursday.
  runs_as INTEGER NOT NULL CHECK (runs_as BETWEEN 1 AND 7),
  reason TEXT,
  reason_en TEXT,
  closure TEXT,
  -- Local midnight, UTC ms, so that no statement has to know the timezone.
  midnight INTEGER NOT NULL,
  PRIMARY KEY (school, date),
  CHECK (kind <> 'makeup' OR planned = 'makeup'),
  CHECK (closure IS NULL OR kind = 'closed')
) STRICT, WITHOUT ROWID;
CREATE INDEX room_calendar_day_by_closure ON room_calendar_day (closure) WHERE closure IS NOT NULL;

CREATE TABLE room_bell_schedule (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
  -- Bit 0 is Monday.
  weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
  UNIQUE (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_bell_schedule_by_school ON room_bell_schedule (school, valid_from);

CREATE TABLE room_bell_period (
  schedule TEXT NOT NULL REFERENCES room_bell_schedule (id),
  period INTEGER NOT NULL CHECK (period BETWEEN 1 AND 15),
  session TEXT NOT NULL CHECK (session IN ('morning', 'afternoon', 'evening')),
  -- Minutes since local midnight.
  starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 1439),
  ends INTEGER NOT NULL CHECK (ends > starts AND ends <= 1440),
  PRIMARY KEY (schedule, period)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER room_bell_period_follows BEFORE INSERT ON room_bell_period
WHEN EXISTS (
  SELECT 1 FROM room_bell_period AS other WHERE other.schedule = new.schedule
    AND ((other.period < new.period AND other.ends > new.starts) OR (other.period > new.period AND other.starts < new.ends))
)
BEGIN SELECT RAISE(ABORT, 'room: bells overlap'); END;

CREATE TABLE room_resource (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 80),
  school TEXT NOT NULL REFERENCES room_school (id),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('room', 'equipment', 'space')),
  -- Half-rooms of a room, or pieces of one kind of equipment; each is booked by itself.
  units INTEGER NOT NULL CHECK (units BETWEEN 1 AND 40),
  capacity INTEGER CHECK (capacity BETWEEN 1 AND 2000),
  features TEXT NOT NULL CHECK (json_valid(features) AND json_type(features) = 'array'),
  building TEXT,
  floor INTEGER,
  approval TEXT NOT NULL CHECK (approval IN ('none', 'manager')),
  status TEXT NOT NULL CHECK (status IN ('active', 'out_of_service', 'retired')),
  photo TEXT,
  -- What the QR code on the door says; nothing can be booked with it, it only names the room.
  door TEXT NOT NULL UNIQUE CHECK (length(door) BETWEEN 8 AND 40),
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1),
  -- The key begins with the school's code, so that a school's rooms lie together.
  CHECK (substr(id, 1, length(school) + 1) = school || '.'),
  UNIQUE (id, school),
  UNIQUE (school, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_person (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  subject TEXT, -- retention: purpose=link a teacher to the account that signs in; basis=employment; days=730 after leaving
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 60),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100), -- retention: purpose=colleagues know who uses a room; basis=employment; days=730 after leaving
  short_name TEXT NOT NULL CHECK (length(short_name) BETWEEN 1 AND 40), -- retention: purpose=colleagues know who uses a room; basis=employment; days=730 after leaving
  folded TEXT NOT NULL, -- retention: purpose=find a colleague without typing accents; basis=employment; days=730 after leaving
  department TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  UNIQUE (id, school),
  UNIQUE (school, code)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX room_person_by_subject ON room_person (subject, school) WHERE subject IS NOT NULL;

-- `parts` are the groups that a class may be split into; the whole class takes all of them.
CREATE TABLE room_class (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  grade INTEGER CHECK (grade BETWEEN 1 AND 12),
  size INTEGER CHECK (size BETWEEN 1 AND 100),
  parts INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 4),
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  UNIQUE (id, school),
  UNIQUE (school, code)
) STRICT, WITHOUT ROWID;

-- Departments that may book a room by themselves; a room without rows is for everybody.
CREATE TABLE room_right (
  resource TEXT NOT NULL REFERENCES room_resource (id),
  department TEXT NOT NULL,
  PRIMARY KEY (resource, department)
) STRICT, WITHOUT ROWID;

-- At most `most` live bookings of one person or department, in a week or a term; of one room where it names one.
CREATE TABLE room_quota (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  who TEXT NOT NULL CHECK (who IN ('person', 'department', 'school')),
  per TEXT NOT NULL CHECK (per IN ('day', 'week', 'term')),
  resource TEXT,
  most INTEGER NOT NULL CHECK (most BETWEEN 0 AND 10000),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- "The school as a whole" makes sense for one room only.
  CHECK (who <> 'school' OR resource IS NOT NULL),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_quota_by_school ON room_quota (school);

-- What an act of closing covers: a storm, an exam, repairs. Its bookings are released and can be restored.
CREATE TABLE room_closure (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  -- Closures of many schools in one act share it.
  act TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('storm', 'exam', 'repair')),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
  status TEXT NOT NULL CHECK (status IN ('closed', 'restored')),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  restored_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX room_closure_by_school ON room_closure (school, starts_on);
CREATE INDEX room_closure_by_act ON room_closure (act);
