-- owner: classrooms
-- needs: identity
-- What schools decide about their rooms: least use, pieces that are broken, boards of a hall, pictures; and the question
-- that the owner of a series is asked when nobody came.

-- At least `least` lessons in rooms of this service, of each person or each department; it refuses nothing, it is reported.
CREATE TABLE room_minimum (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  who TEXT NOT NULL CHECK (who IN ('person', 'department')),
  per TEXT NOT NULL CHECK (per IN ('week', 'term')),
  least INTEGER NOT NULL CHECK (least BETWEEN 1 AND 1000),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (school, who, per)
) STRICT, WITHOUT ROWID;

-- A half-room or one piece of equipment that cannot be booked for now: `holder` is its name among the claims.
CREATE TABLE room_unit_out (
  holder TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  resource TEXT NOT NULL,
  unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 40),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
  since INTEGER NOT NULL,
  CHECK (holder = 'r:' || resource || ':' || unit),
  FOREIGN KEY (resource, school) REFERENCES room_resource (id, school)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_unit_out_by_school ON room_unit_out (school);
CREATE TRIGGER room_claim_of_unit_out BEFORE INSERT ON room_claim
WHEN substr(new.holder, 1, 2) = 'r:' AND EXISTS (SELECT 1 FROM room_unit_out WHERE holder = new.holder)
BEGIN SELECT RAISE(ABORT, 'room: not-in-service'); END;

-- When the owner was asked whether to keep a series, and when they last said so: absences before that count no more.
ALTER TABLE room_series ADD COLUMN asked_at INTEGER;
ALTER TABLE room_series ADD COLUMN kept_at INTEGER;

-- Several rooms on one tablet. The code opens the board and nothing else.
CREATE TABLE room_board (
  code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 16 AND 40),
  school TEXT NOT NULL REFERENCES room_school (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  rooms TEXT NOT NULL CHECK (json_valid(rooms) AND json_type(rooms) = 'array'),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX room_board_by_school ON room_board (school);

-- One picture a room, without what cameras write into their files.
CREATE TABLE room_photo (
  resource TEXT PRIMARY KEY REFERENCES room_resource (id),
  school TEXT NOT NULL REFERENCES room_school (id),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png')),
  width INTEGER NOT NULL CHECK (width BETWEEN 1 AND 4096),
  height INTEGER NOT NULL CHECK (height BETWEEN 1 AND 4096),
  etag TEXT NOT NULL,
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 400000),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
