-- owner: classrooms
-- needs: 202611221010_identity_audit_seals
-- When rows go; the form of these lines stands in migrations/city/202611221040_identity_retention.sql.

-- A live booking is cancelled, never deleted. Two years after its day it goes, and with it its place and its times.
DROP TRIGGER room_booking_is_kept;
CREATE TRIGGER room_booking_is_kept BEFORE DELETE ON room_booking
WHEN old.live AND old.end_at > (unixepoch('now') - 730 * 86400) * 1000
BEGIN SELECT RAISE(ABORT, 'room: a live booking is cancelled, never deleted'); END;
CREATE TRIGGER room_booking_goes BEFORE DELETE ON room_booking
WHEN old.live AND old.end_at <= (unixepoch('now') - 730 * 86400) * 1000
BEGIN
  DELETE FROM room_slot WHERE booking = old.id AND resource = old.resource AND date = old.date
    AND period BETWEEN old.first_period AND old.last_period;
  DELETE FROM room_claim WHERE booking = old.id AND start_at = old.start_at AND holder IN (
    SELECT 'r:' || old.resource || ':' || unit.value FROM room_number AS unit
    UNION ALL SELECT 'p:' || old.person
    UNION ALL SELECT 'c:' || (asked.value ->> 'class') || ':' || part.value
      FROM json_each(old.classes) AS asked, room_number AS part);
END;
DROP TRIGGER room_audit_is_kept;
CREATE TRIGGER room_audit_is_kept BEFORE DELETE ON room_audit
WHEN old.at > unixepoch('now') * 1000 - 3650 * 86400000
  OR old.at >= coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'classrooms'), 0)
BEGIN SELECT RAISE(ABORT, 'room_audit is append-only'); END;

-- purge: room_idempotency; days=0; from=expires_at
-- purge: room_outbox; days=1; from=at
-- purge: room_import; days=30; from=created_at
-- purge: room_notice; days=180; from=at
-- purge: room_fault; days=365; from=created_at
-- purge: room_waitlist; days=365; from=created_at
-- purge: room_swap; days=365; from=created_at
-- purge: room_handover; days=730; from=at
-- purge: room_booking; days=730; from=end_at; where=NOT EXISTS (SELECT 1 FROM room_swap WHERE room_booking.id IN (mine, theirs)) AND NOT EXISTS (SELECT 1 FROM room_handover WHERE booking = room_booking.id)
-- purge: room_series; days=730; from=created_at; where=NOT EXISTS (SELECT 1 FROM room_booking WHERE series = room_series.id)
-- purge: room_timetable_cell; days=730; from=0; where=timetable IN (SELECT id FROM room_timetable WHERE unixepoch(effective_to) * 1000 <= ?1)
-- purge: room_hook; days=730; from=stopped_at
-- purge: room_person; days=730; from=0; where=status = 'left' AND NOT EXISTS (SELECT 1 FROM room_booking WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_series WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_timetable_cell WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_waitlist WHERE person = room_person.id)
-- purge: room_audit; days=3650; from=at; where=at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'classrooms'), 0)
CREATE INDEX room_booking_by_end ON room_booking (end_at);
CREATE INDEX room_outbox_by_time ON room_outbox (at);
CREATE INDEX room_notice_by_time ON room_notice (at);
CREATE INDEX room_handover_by_time ON room_handover (at);
CREATE INDEX room_audit_by_time ON room_audit (at);
