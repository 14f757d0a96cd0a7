-- owner: ask
-- needs: ask
-- When rows go; the form of these lines stands in migrations/city/202611221040_identity_retention.sql.

-- purge: ask_message; days=365; from=at
-- purge: ask_thread; days=365; from=asked_at; where=NOT EXISTS (SELECT 1 FROM ask_message WHERE thread = ask_thread.id)
-- purge: ask_idempotency; days=0; from=expires_at
CREATE INDEX ask_message_by_time ON ask_message (at);
CREATE INDEX ask_audit_by_time ON ask_audit (at);
