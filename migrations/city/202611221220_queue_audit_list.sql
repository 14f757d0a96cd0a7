-- owner: queue
-- Published: what a hospital may read of the queue's audit, on the pages of identity.
CREATE INDEX queue_audit_by_organisation ON queue_audit (organisation, at);
CREATE VIEW queue_audit_list (id, at, actor, action, object, organisation, detail) AS
  SELECT id, at, actor, action, object, organisation, detail FROM queue_audit;
