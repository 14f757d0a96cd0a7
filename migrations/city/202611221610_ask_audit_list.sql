-- owner: ask
-- Published: what an organisation may read of this service's audit, on the pages of identity.
CREATE INDEX ask_audit_by_organisation ON ask_audit (organisation, at);
CREATE VIEW ask_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM ask_audit;
