-- owner: classrooms
-- needs: identity
-- Systems outside that a school wants to have told. What happened is read from the audit, in its order, from a cursor.
CREATE TABLE room_hook (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES room_school (id),
  url TEXT NOT NULL CHECK (length(url) BETWEEN 10 AND 500),
  -- Sealed with the service's own key; deliveries are signed with it.
  secret TEXT NOT NULL,
  -- The last audit row that was queued for it.
  cursor TEXT NOT NULL,
  created_by TEXT NOT NULL, -- retention: purpose=who answers for the connection; basis=employment; days=730, pseudonym only
  created_at INTEGER NOT NULL,
  stopped_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX room_hook_by_school ON room_hook (school);
CREATE INDEX room_hook_running ON room_hook (id) WHERE stopped_at IS NULL;
