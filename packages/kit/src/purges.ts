// Made from the migrations by `node tools/retention.mjs`; a test compares. Do not edit.
import type { Purge } from "./purge";

export const askPurges: readonly Purge[] = [
  {
    table: "ask_message",
    database: "city",
    days: 365,
    sql: "DELETE FROM ask_message WHERE (thread, seq) IN (SELECT thread, seq FROM ask_message WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "ask_thread",
    database: "city",
    days: 365,
    sql: "DELETE FROM ask_thread WHERE id IN (SELECT id FROM ask_thread WHERE asked_at <= ?1 AND (NOT EXISTS (SELECT 1 FROM ask_message WHERE thread = ask_thread.id)) LIMIT 500)",
  },
  {
    table: "ask_idempotency",
    database: "city",
    days: 0,
    sql: "DELETE FROM ask_idempotency WHERE (scope, key) IN (SELECT scope, key FROM ask_idempotency WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "ask_push",
    database: "city",
    days: 30,
    sql: "DELETE FROM ask_push WHERE id IN (SELECT id FROM ask_push WHERE created_at <= ?1 LIMIT 500)",
  },
];

export const classroomsPurges: readonly Purge[] = [
  {
    table: "room_idempotency",
    database: "city",
    days: 0,
    sql: "DELETE FROM room_idempotency WHERE (scope, key) IN (SELECT scope, key FROM room_idempotency WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_outbox",
    database: "city",
    days: 1,
    sql: "DELETE FROM room_outbox WHERE id IN (SELECT id FROM room_outbox WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "room_import",
    database: "city",
    days: 30,
    sql: "DELETE FROM room_import WHERE id IN (SELECT id FROM room_import WHERE created_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_notice",
    database: "city",
    days: 180,
    sql: "DELETE FROM room_notice WHERE id IN (SELECT id FROM room_notice WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "room_fault",
    database: "city",
    days: 365,
    sql: "DELETE FROM room_fault WHERE id IN (SELECT id FROM room_fault WHERE created_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_waitlist",
    database: "city",
    days: 365,
    sql: "DELETE FROM room_waitlist WHERE id IN (SELECT id FROM room_waitlist WHERE created_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_swap",
    database: "city",
    days: 365,
    sql: "DELETE FROM room_swap WHERE id IN (SELECT id FROM room_swap WHERE created_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_handover",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_handover WHERE id IN (SELECT id FROM room_handover WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "room_booking",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_booking WHERE id IN (SELECT id FROM room_booking WHERE end_at <= ?1 AND (NOT EXISTS (SELECT 1 FROM room_swap WHERE room_booking.id IN (mine, theirs)) AND NOT EXISTS (SELECT 1 FROM room_handover WHERE booking = room_booking.id)) LIMIT 500)",
  },
  {
    table: "room_series",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_series WHERE id IN (SELECT id FROM room_series WHERE created_at <= ?1 AND (NOT EXISTS (SELECT 1 FROM room_booking WHERE series = room_series.id)) LIMIT 500)",
  },
  {
    table: "room_timetable_cell",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_timetable_cell WHERE id IN (SELECT id FROM room_timetable_cell WHERE 0 <= ?1 AND (timetable IN (SELECT id FROM room_timetable WHERE unixepoch(effective_to) * 1000 <= ?1)) LIMIT 500)",
  },
  {
    table: "room_hook",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_hook WHERE id IN (SELECT id FROM room_hook WHERE stopped_at <= ?1 LIMIT 500)",
  },
  {
    table: "room_person",
    database: "city",
    days: 730,
    sql: "DELETE FROM room_person WHERE id IN (SELECT id FROM room_person WHERE 0 <= ?1 AND (status = 'left' AND NOT EXISTS (SELECT 1 FROM room_booking WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_series WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_timetable_cell WHERE person = room_person.id) AND NOT EXISTS (SELECT 1 FROM room_waitlist WHERE person = room_person.id)) LIMIT 500)",
  },
  {
    table: "room_audit",
    database: "city",
    days: 3650,
    sql: "DELETE FROM room_audit WHERE id IN (SELECT id FROM room_audit WHERE at <= ?1 AND (at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'classrooms'), 0)) LIMIT 500)",
  },
];

export const identityPurges: readonly Purge[] = [
  {
    table: "id_code",
    database: "city",
    days: 0,
    sql: "DELETE FROM id_code WHERE hash IN (SELECT hash FROM id_code WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_idempotency",
    database: "city",
    days: 0,
    sql: "DELETE FROM id_idempotency WHERE (scope, key) IN (SELECT scope, key FROM id_idempotency WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_passkey_challenge",
    database: "city",
    days: 0,
    sql: "DELETE FROM id_passkey_challenge WHERE hash IN (SELECT hash FROM id_passkey_challenge WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_challenge",
    database: "city",
    days: 2,
    sql: "DELETE FROM id_challenge WHERE id IN (SELECT id FROM id_challenge WHERE created_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_revocation",
    database: "city",
    days: 0,
    sql: "DELETE FROM id_revocation WHERE seq IN (SELECT seq FROM id_revocation WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_outbox",
    database: "city",
    days: 1,
    sql: "DELETE FROM id_outbox WHERE id IN (SELECT id FROM id_outbox WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "id_delivery",
    database: "city",
    days: 30,
    sql: "DELETE FROM id_delivery WHERE message IN (SELECT message FROM id_delivery WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "id_delivery_budget",
    database: "city",
    days: 30,
    sql: "DELETE FROM id_delivery_budget WHERE (payer, day) IN (SELECT payer, day FROM id_delivery_budget WHERE unixepoch(day) * 1000 <= ?1 LIMIT 500)",
  },
  {
    table: "id_session",
    database: "city",
    days: 1,
    sql: "DELETE FROM id_session WHERE id IN (SELECT id FROM id_session WHERE ends_at <= ?1 AND (kind = 'guest') LIMIT 500)",
  },
  {
    table: "id_session",
    database: "city",
    days: 30,
    sql: "DELETE FROM id_session WHERE id IN (SELECT id FROM id_session WHERE min(ends_at, coalesce(ended_at, ends_at)) <= ?1 AND (kind <> 'guest') LIMIT 500)",
  },
  {
    table: "id_invitation",
    database: "city",
    days: 30,
    sql: "DELETE FROM id_invitation WHERE id IN (SELECT id FROM id_invitation WHERE coalesce(redeemed_at, revoked_at, expires_at) <= ?1 LIMIT 500)",
  },
  {
    table: "id_api_key",
    database: "city",
    days: 730,
    sql: "DELETE FROM id_api_key WHERE id IN (SELECT id FROM id_api_key WHERE coalesce(revoked_at, expires_at) <= ?1 LIMIT 500)",
  },
  {
    table: "id_recovery",
    database: "city",
    days: 730,
    sql: "DELETE FROM id_recovery WHERE id IN (SELECT id FROM id_recovery WHERE opened_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_break_glass",
    database: "city",
    days: 3650,
    sql: "DELETE FROM id_break_glass WHERE id IN (SELECT id FROM id_break_glass WHERE opened_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_data_request",
    database: "city",
    days: 1825,
    sql: "DELETE FROM id_data_request WHERE id IN (SELECT id FROM id_data_request WHERE done_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_breach",
    database: "city",
    days: 3650,
    sql: "DELETE FROM id_breach WHERE id IN (SELECT id FROM id_breach WHERE closed_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_consent",
    database: "city",
    days: 1825,
    sql: "DELETE FROM id_consent WHERE id IN (SELECT id FROM id_consent WHERE at <= ?1 AND (decision <> 'given' OR EXISTS (SELECT 1 FROM id_consent AS later WHERE later.subject = id_consent.subject AND later.service = id_consent.service AND later.purpose = id_consent.purpose AND later.at > id_consent.at)) LIMIT 500)",
  },
  {
    table: "id_staff_profile",
    database: "city",
    days: 730,
    sql: "DELETE FROM id_staff_profile WHERE subject IN (SELECT subject FROM id_staff_profile WHERE coalesce((SELECT max(coalesce(valid_to, 9007199254740991)) FROM id_role WHERE id_role.subject = id_staff_profile.subject), updated_at) <= ?1 LIMIT 500)",
  },
  {
    table: "id_role",
    database: "city",
    days: 730,
    sql: "DELETE FROM id_role WHERE (subject, organisation, role, valid_from) IN (SELECT subject, organisation, role, valid_from FROM id_role WHERE valid_to <= ?1 LIMIT 500)",
  },
  {
    table: "id_subject",
    database: "city",
    days: 1,
    sql: "DELETE FROM id_subject WHERE id IN (SELECT id FROM id_subject WHERE created_at <= ?1 AND (kind = 'guest' AND NOT EXISTS (SELECT 1 FROM id_session WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_recovery WHERE subject = id_subject.id)) LIMIT 500)",
  },
  {
    table: "id_subject",
    database: "city",
    days: 730,
    sql: "DELETE FROM id_subject WHERE id IN (SELECT id FROM id_subject WHERE coalesce((SELECT max(at) FROM id_audit WHERE actor = id_subject.id), created_at) <= ?1 AND (kind IN ('citizen', 'staff') AND NOT EXISTS (SELECT 1 FROM id_session WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_recovery WHERE subject = id_subject.id)) LIMIT 500)",
  },
  {
    table: "id_audit",
    database: "city",
    days: 3650,
    sql: "DELETE FROM id_audit WHERE id IN (SELECT id FROM id_audit WHERE at <= ?1 AND (at < coalesce((SELECT max(to_at) FROM id_audit_seal WHERE service = 'identity'), 0)) LIMIT 500)",
  },
  {
    table: "id_vault_invitation",
    database: "vault",
    days: 0,
    sql: "DELETE FROM id_vault_invitation WHERE invitation IN (SELECT invitation FROM id_vault_invitation WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_vault_contact",
    database: "vault",
    days: 0,
    sql: "DELETE FROM id_vault_contact WHERE (subject, channel, mac) IN (SELECT subject, channel, mac FROM id_vault_contact WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "id_vault_key",
    database: "vault",
    days: 1,
    sql: "DELETE FROM id_vault_key WHERE subject IN (SELECT subject FROM id_vault_key WHERE created_at <= ?1 AND (NOT EXISTS (SELECT 1 FROM id_vault_contact WHERE subject = id_vault_key.subject) AND NOT EXISTS (SELECT 1 FROM id_vault_identity WHERE subject = id_vault_key.subject)) LIMIT 500)",
  },
  {
    table: "id_subject_event",
    database: "city",
    days: 1825,
    sql: "DELETE FROM id_subject_event WHERE seq IN (SELECT seq FROM id_subject_event WHERE at <= ?1 LIMIT 500)",
  },
  {
    table: "id_vault_export",
    database: "vault",
    days: 7,
    sql: "DELETE FROM id_vault_export WHERE (seq, service) IN (SELECT seq, service FROM id_vault_export WHERE at <= ?1 LIMIT 500)",
  },
];

export const queuePurges: readonly Purge[] = [
  {
    table: "queue_idempotency",
    database: "city",
    days: 0,
    sql: "DELETE FROM queue_idempotency WHERE (scope, key) IN (SELECT scope, key FROM queue_idempotency WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "queue_audit",
    database: "city",
    days: 3650,
    sql: "DELETE FROM queue_audit WHERE id IN (SELECT id FROM queue_audit WHERE at <= ?1 AND (at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'queue'), 0)) LIMIT 500)",
  },
];

export const wifiPurges: readonly Purge[] = [
  {
    table: "wifi_pending",
    database: "city",
    days: 0,
    sql: "DELETE FROM wifi_pending WHERE (poll_hash, ticket) IN (SELECT poll_hash, ticket FROM wifi_pending WHERE until_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_salt",
    database: "city",
    days: 1,
    sql: "DELETE FROM wifi_salt WHERE ([group], from_at) IN (SELECT [group], from_at FROM wifi_salt WHERE until_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_lease",
    database: "city",
    days: 0,
    sql: "DELETE FROM wifi_lease WHERE id IN (SELECT id FROM wifi_lease WHERE until_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_guess",
    database: "city",
    days: 1,
    sql: "DELETE FROM wifi_guess WHERE ([group], client) IN (SELECT [group], client FROM wifi_guess WHERE since <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_block",
    database: "city",
    days: 0,
    sql: "DELETE FROM wifi_block WHERE ([group], subject) IN (SELECT [group], subject FROM wifi_block WHERE until_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_session",
    database: "city",
    days: 62,
    sql: "DELETE FROM wifi_session WHERE (gateway, key) IN (SELECT gateway, key FROM wifi_session WHERE last_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_grant",
    database: "city",
    days: 62,
    sql: "DELETE FROM wifi_grant WHERE id IN (SELECT id FROM wifi_grant WHERE ends_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_device",
    database: "city",
    days: 62,
    sql: "DELETE FROM wifi_device WHERE ([group], client) IN (SELECT [group], client FROM wifi_device WHERE seen_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_holder",
    database: "city",
    days: 62,
    sql: "DELETE FROM wifi_holder WHERE id IN (SELECT id FROM wifi_holder WHERE seen_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_idempotency",
    database: "city",
    days: 0,
    sql: "DELETE FROM wifi_idempotency WHERE (scope, key) IN (SELECT scope, key FROM wifi_idempotency WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_audit",
    database: "city",
    days: 3650,
    sql: "DELETE FROM wifi_audit WHERE id IN (SELECT id FROM wifi_audit WHERE at <= ?1 AND (at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'wifi'), 0)) LIMIT 500)",
  },
  {
    table: "wifi_disclosure_scope",
    database: "city",
    days: 3650,
    sql: "DELETE FROM wifi_disclosure_scope WHERE disclosure IN (SELECT disclosure FROM wifi_disclosure_scope WHERE expires_at <= ?1 LIMIT 500)",
  },
  {
    table: "wifi_credential",
    database: "city",
    days: 31,
    sql: "DELETE FROM wifi_credential WHERE id IN (SELECT id FROM wifi_credential WHERE valid_to <= ?1 LIMIT 500)",
  },
];
