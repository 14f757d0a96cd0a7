-- owner: queue
-- needs: 202611221010_identity_audit_seals
-- Audit rows may go once they are sealed and ten years old.

DROP TRIGGER queue_audit_is_kept;
CREATE TRIGGER queue_audit_is_kept BEFORE DELETE ON queue_audit
WHEN old.at > unixepoch('now') * 1000 - 3650 * 86400000
  OR old.at >= coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'queue'), 0)
BEGIN SELECT RAISE(ABORT, 'queue_audit is append-only'); END;
CREATE INDEX queue_audit_by_time ON queue_audit (at);
CREATE INDEX queue_idempotency_by_expiry ON queue_idempotency (expires_at);

-- purge: queue_idempotency; days=0; from=expires_at
-- purge: queue_audit; days=3650; from=at; where=at < coalesce((SELECT max(to_at) FROM id_audit_seal_list WHERE service = 'queue'), 0)
