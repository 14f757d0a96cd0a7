-- owner: classrooms
-- Published: what an organisation may read of this service's audit, on the pages of identity.
CREATE INDEX room_audit_by_organisation ON room_audit (organisation, at);
CREATE VIEW room_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM room_audit;
