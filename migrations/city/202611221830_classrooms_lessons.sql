-- owner: classrooms
-- needs: identity
-- What timetable programs know and a booking did not: a second teacher, weeks that alternate, groups of a class; and when
-- a booking was last changed, which calendars ask for (RFC 5545 §3.8.7.2).

-- UTC ms; null while it is as it was made. Set by trigger, so that no code path can forget it.
ALTER TABLE room_booking ADD COLUMN changed_at INTEGER;
-- Further teachers of a lesson, as a list of their ids: they are nowhere else then either.
ALTER TABLE room_booking ADD COLUMN also TEXT CHECK (also IS NULL OR (json_valid(also) AND json_type(also) = 'array')); -- retention: purpose=who teaches along; basis=employment; days=730
CREATE TRIGGER room_booking_changes AFTER UPDATE OF version, status ON room_booking
WHEN new.version > old.version
BEGIN
  UPDATE room_booking SET changed_at = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) WHERE id = new.id;
END;

CREATE TRIGGER room_booking_also_occupies AFTER INSERT ON room_booking
WHEN new.live AND new.also IS NOT NULL
BEGIN
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT DISTINCT 'p:' || person.id, new.start_at, new.end_at, new.id
    FROM json_each(new.also) AS one JOIN room_person AS person ON person.id = one.value AND person.school = new.school
    WHERE person.id IS NOT new.person;
END;
-- A swap changes the time without laying the place down anew; these claims follow all the same.
CREATE TRIGGER room_booking_also_moves AFTER UPDATE OF status, placed, start_at, end_at ON room_booking
WHEN old.also IS NOT NULL AND (old.live <> new.live OR new.placed > old.placed OR new.start_at <> old.start_at OR new.end_at <> old.end_at)
BEGIN
  DELETE FROM room_claim WHERE old.live AND booking = old.id AND start_at = old.start_at
    AND holder IN (SELECT 'p:' || value FROM json_each(old.also)) AND holder <> 'p:' || ifnull(old.person, '');
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT DISTINCT 'p:' || person.id, new.start_at, new.end_at, new.id
    FROM json_each(new.also) AS one JOIN room_person AS person ON person.id = one.value AND person.school = new.school
    WHERE new.live AND person.id IS NOT new.person;
END;
CREATE TRIGGER room_booking_also_goes BEFORE DELETE ON room_booking
WHEN old.live AND old.also IS NOT NULL AND old.end_at <= (unixepoch('now') - 730 * 86400) * 1000
BEGIN
  DELETE FROM room_claim WHERE booking = old.id AND start_at = old.start_at
    AND holder IN (SELECT 'p:' || value FROM json_each(old.also));
END;

-- 0 is every week, 1 those with an odd number, 2 those with an even one.
ALTER TABLE room_timetable_cell ADD COLUMN week INTEGER NOT NULL DEFAULT 0 CHECK (week BETWEEN 0 AND 2);
ALTER TABLE room_timetable_cell ADD COLUMN also TEXT CHECK (also IS NULL OR (json_valid(also) AND json_type(also) = 'array')); -- retention: purpose=who teaches along; basis=employment; days=730
CREATE INDEX room_timetable_cell_also ON room_timetable_cell (timetable) WHERE also IS NOT NULL;

-- A class that is divided further: what the whole class has booked takes its new groups too. Groups are never taken away.
CREATE TRIGGER room_class_divides AFTER UPDATE OF parts ON room_class
WHEN new.parts > old.parts
BEGIN
  INSERT INTO room_claim (holder, start_at, end_at, booking)
    SELECT DISTINCT 'c:' || new.id || ':' || part.value, claim.start_at, claim.end_at, claim.booking
    FROM room_claim AS claim JOIN room_booking AS booking ON booking.id = claim.booking, room_number AS part
    WHERE claim.holder = 'c:' || new.id || ':1' AND part.value BETWEEN old.parts + 1 AND new.parts
      AND EXISTS (SELECT 1 FROM json_each(booking.classes) AS asked
        WHERE asked.value ->> 'class' = new.id AND asked.value ->> 'part' = 0);
END;
CREATE TRIGGER room_class_keeps_parts BEFORE UPDATE OF parts ON room_class
WHEN new.parts < old.parts
BEGIN SELECT RAISE(ABORT, 'room: a class keeps its groups'); END;
