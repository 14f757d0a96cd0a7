-- owner: wifi
-- Published: what an organisation may read of this service's audit, on the pages of identity.
CREATE INDEX wifi_audit_by_organisation ON wifi_audit (organisation, at);
CREATE VIEW wifi_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM wifi_audit;
