-- owner: identity
-- needs: identity
-- When sealed rows go; the form of these lines stands in migrations/city/202611221040_identity_retention.sql. A key goes
-- after the last of what it opens; whatever else it opens goes with it.

-- purge: id_vault_invitation; days=0; from=expires_at
-- purge: id_vault_contact; days=0; from=expires_at
-- purge: id_vault_identity; by=erasure, with the key
-- purge: id_vault_key; days=1; from=created_at; where=NOT EXISTS (SELECT 1 FROM id_vault_contact WHERE subject = id_vault_key.subject) AND NOT EXISTS (SELECT 1 FROM id_vault_identity WHERE subject = id_vault_key.subject)
CREATE INDEX id_vault_export_by_time ON id_vault_export (at);
