-- owner: identity
-- needs: identity
-- When rows go. A `-- purge:` line names a table, after how many days, counted from what (UTC ms), and of which rows;
-- tools/retention.mjs makes the statements. Rows that others point to come after those that point to them.

-- purge: id_code; days=0; from=expires_at
-- purge: id_idempotency; days=0; from=expires_at
-- purge: id_passkey_challenge; days=0; from=expires_at
-- purge: id_challenge; days=2; from=created_at
-- purge: id_revocation; days=0; from=expires_at
-- purge: id_outbox; days=1; from=at
-- purge: id_delivery; days=30; from=at
-- purge: id_delivery_budget; days=30; from=unixepoch(day) * 1000
-- purge: id_session; days=1; from=ends_at; where=kind = 'guest'
-- purge: id_session; days=30; from=min(ends_at, coalesce(ended_at, ends_at)); where=kind <> 'guest'
-- purge: id_invitation; days=30; from=coalesce(redeemed_at, revoked_at, expires_at)
-- purge: id_api_key; days=730; from=coalesce(revoked_at, expires_at)
-- purge: id_recovery; days=730; from=opened_at
-- purge: id_break_glass; days=3650; from=opened_at
-- purge: id_data_request; days=1825; from=done_at
-- purge: id_breach; days=3650; from=closed_at
-- purge: id_passkey; by=the person, or an administrator, who removes it
-- purge: id_consent; days=1825; from=at; where=decision <> 'given' OR EXISTS (SELECT 1 FROM id_consent AS later WHERE later.subject = id_consent.subject AND later.service = id_consent.service AND later.purpose = id_consent.purpose AND later.at > id_consent.at)
-- purge: id_staff_profile; days=730; from=coalesce((SELECT max(coalesce(valid_to, 9007199254740991)) FROM id_role WHERE id_role.subject = id_staff_profile.subject), updated_at)
-- purge: id_role; days=730; from=valid_to
-- purge: id_subject; days=1; from=created_at; where=kind = 'guest' AND NOT EXISTS (SELECT 1 FROM id_session WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_recovery WHERE subject = id_subject.id)
-- purge: id_subject; days=730; from=coalesce((SELECT max(at) FROM id_audit WHERE actor = id_subject.id), created_at); where=kind IN ('citizen', 'staff') AND NOT EXISTS (SELECT 1 FROM id_session WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = id_subject.id) AND NOT EXISTS (SELECT 1 FROM id_recovery WHERE subject = id_subject.id)
-- purge: id_audit; days=3650; from=at; where=at < coalesce((SELECT max(to_at) FROM id_audit_seal WHERE service = 'identity'), 0)
CREATE INDEX id_outbox_by_time ON id_outbox (at);
CREATE INDEX id_subject_guests ON id_subject (created_at) WHERE kind = 'guest';
