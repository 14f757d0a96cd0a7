-- owner: identity
-- Organisations, people as pseudonyms, what they may do and how they are signed in. Names of guests and citizens,
-- phones, e-mails and documents are not here but sealed in the vault.

CREATE TABLE id_organisation (
  id TEXT PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 2 AND 40),
  parent TEXT REFERENCES id_organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('province', 'department', 'hospital', 'school', 'ward', 'agency')),
  name TEXT NOT NULL,
  name_en TEXT,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to > valid_from),
  CHECK (parent <> id)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_organisation_by_parent ON id_organisation (parent);

-- Every pair (ancestor, organisation), itself at depth 0, so that "all hospitals under the department" is one lookup.
CREATE TABLE id_organisation_closure (
  ancestor TEXT NOT NULL,
  organisation TEXT NOT NULL,
  depth INTEGER NOT NULL CHECK (depth >= 0),
  PRIMARY KEY (ancestor, organisation)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_organisation_closure_up ON id_organisation_closure (organisation, depth);

CREATE TRIGGER id_organisation_comes AFTER INSERT ON id_organisation
BEGIN
  INSERT INTO id_organisation_closure (ancestor, organisation, depth) VALUES (new.id, new.id, 0);
  INSERT INTO id_organisation_closure (ancestor, organisation, depth)
    SELECT ancestor, new.id, depth + 1 FROM id_organisation_closure WHERE organisation = new.parent;
END;
CREATE TRIGGER id_organisation_keeps_its_code BEFORE UPDATE OF id ON id_organisation
WHEN new.id <> old.id
BEGIN SELECT RAISE(ABORT, 'the code of an organisation stays'); END;
CREATE TRIGGER id_organisation_is_no_circle BEFORE UPDATE OF parent ON id_organisation
WHEN EXISTS (SELECT 1 FROM id_organisation_closure WHERE ancestor = new.id AND organisation = new.parent)
BEGIN SELECT RAISE(ABORT, 'an organisation cannot lie under itself'); END;
CREATE TRIGGER id_organisation_moves AFTER UPDATE OF parent ON id_organisation
WHEN old.parent IS NOT new.parent
BEGIN
  DELETE FROM id_organisation_closure
    WHERE organisation IN (SELECT organisation FROM id_organisation_closure WHERE ancestor = new.id)
      AND ancestor NOT IN (SELECT organisation FROM id_organisation_closure WHERE ancestor = new.id);
  INSERT INTO id_organisation_closure (ancestor, organisation, depth)
    SELECT up.ancestor, down.organisation, up.depth + down.depth + 1
    FROM id_organisation_closure AS up, id_organisation_closure AS down
    WHERE up.organisation = new.parent AND down.ancestor = new.id;
END;
CREATE TRIGGER id_organisation_goes AFTER DELETE ON id_organisation
BEGIN DELETE FROM id_organisation_closure WHERE organisation = old.id; END;

CREATE VIEW id_organisation_path (organisation, ancestor, depth) AS
  SELECT organisation, ancestor, depth FROM id_organisation_closure;
CREATE VIEW id_organisation_list (id, parent, kind, name, name_en, sample, valid_from, valid_to) AS
  SELECT id, parent, kind, name, name_en, sample, valid_from, valid_to FROM id_organisation;

CREATE TABLE id_subject (
  id TEXT PRIMARY KEY, -- retention: purpose=tell people apart without naming them; basis=service asked for; days=1 for guests, 730 after the last sign-in for others
  kind TEXT NOT NULL CHECK (kind IN ('guest', 'citizen', 'staff', 'service')),
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE id_staff_profile (
  subject TEXT PRIMARY KEY REFERENCES id_subject (id),
  display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 100), -- retention: purpose=colleagues know who did what; basis=employment; days=730 after leaving
  organisation TEXT NOT NULL REFERENCES id_organisation (id), -- retention: purpose=who is responsible for the account; basis=employment; days=730 after leaving
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX id_staff_profile_by_organisation ON id_staff_profile (organisation);

CREATE TABLE id_role (
  subject TEXT NOT NULL REFERENCES id_subject (id), -- retention: purpose=authorisation; basis=employment; days=730 after it ended
  organisation TEXT NOT NULL REFERENCES id_organisation (id),
  role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 40),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to > valid_from),
  granted_by TEXT NOT NULL, -- retention: purpose=who answers for the grant; basis=employment; days=730 after it ended
  PRIMARY KEY (subject, organisation, role, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_role_by_organisation ON id_role (organisation, role);

CREATE TABLE id_audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL, -- retention: purpose=accountability; basis=legal duty; days=3650, pseudonym only
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  organisation TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT;
CREATE INDEX id_audit_by_actor ON id_audit (actor, at);
CREATE TRIGGER id_audit_stays BEFORE UPDATE ON id_audit
BEGIN SELECT RAISE(ABORT, 'id_audit is append-only'); END;
CREATE TRIGGER id_audit_is_kept BEFORE DELETE ON id_audit
BEGIN SELECT RAISE(ABORT, 'id_audit is append-only'); END;

CREATE TABLE id_outbox (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL, -- retention: purpose=deliver a message, sealed; basis=service asked for; days=1
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
CREATE INDEX id_outbox_due ON id_outbox (next_at) WHERE done_at IS NULL;

CREATE TABLE id_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX id_idempotency_by_expiry ON id_idempotency (expires_at);
