-- owner: classrooms
-- Published: what an organisation may read of this service's audit, on the pages of identity.
CREATE VIEW room_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM room_audit;
