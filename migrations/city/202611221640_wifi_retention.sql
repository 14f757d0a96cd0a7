-- owner: wifi
-- needs: 202611221010_identity_audit_seals
-- When rows go; the form of these lines stands in migrations/city/202611221040_identity_retention.sql.

-- purge: wifi_pending; days=0; from=until_at
-- purge: wifi_salt; days=1; from=until_at
-- purge: wifi_lease; days=0; from=until_at
-- purge: wifi_guess; days=1; from=since
-- purge: wifi_block; days=0; from=until_at
-- purge: wifi_session; days=62; from=last_at
-- purge: wifi_grant; days=62; from=ends_at
-- purge: wifi_device; days=62; from=seen_at
-- purge: wifi_holder; days=62; from=seen_at
-- purge: wifi_idempotency; days=0; from=expires_at
-- purge: wifi_audit; days=3650; from=at; where=at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'wifi'), 0)
DROP TRIGGER wifi_audit_is_kept;
CREATE TRIGGER wifi_audit_is_kept BEFORE DELETE ON wifi_audit
WHEN old.at > unixepoch('now') * 1000 - 3650 * 86400000
  OR old.at >= coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'wifi'), 0)
BEGIN SELECT RAISE(ABORT, 'wifi_audit is append-only'); END;
CREATE INDEX wifi_audit_by_time ON wifi_audit (at);
CREATE INDEX wifi_grant_by_end ON wifi_grant (ends_at);
CREATE INDEX wifi_idempotency_by_expiry ON wifi_idempotency (expires_at);
