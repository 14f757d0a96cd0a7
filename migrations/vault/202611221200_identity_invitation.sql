-- owner: identity
-- Where an invitation is sent, while it is on its way.

CREATE TABLE id_vault_invitation (
  invitation TEXT PRIMARY KEY,
  sealed TEXT NOT NULL, -- retention: purpose=send an invitation and let in only whom it was sent to; basis=employment; days=3
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX id_vault_invitation_by_expiry ON id_vault_invitation (expires_at);
