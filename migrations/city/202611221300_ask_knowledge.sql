-- owner: ask
-- needs: identity
-- What the city answers: topics, their entries in each language, where an answer comes from, and who changed it.

CREATE TABLE ask_topic (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 120),
  organisation TEXT NOT NULL,
  area TEXT,
  category TEXT NOT NULL,
  place TEXT,
  owner TEXT NOT NULL,
  phone TEXT,
  map TEXT CHECK (map IS NULL OR json_valid(map)),
  confirm INTEGER NOT NULL CHECK (confirm IN (0, 1)),
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  sources TEXT NOT NULL CHECK (json_valid(sources)),
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at INTEGER NOT NULL,
  CHECK (valid_until IS NULL OR valid_until > valid_from)
) STRICT;
CREATE INDEX ask_topic_by_category ON ask_topic (category);

CREATE TABLE ask_entry (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL REFERENCES ask_topic (id),
  lang TEXT NOT NULL CHECK (lang GLOB '[a-z][a-z]*' AND length(lang) BETWEEN 2 AND 8),
  state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'live', 'expired')),
  title TEXT NOT NULL,
  questions TEXT NOT NULL CHECK (json_valid(questions)),
  answer TEXT NOT NULL,
  machine INTEGER NOT NULL CHECK (machine IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  UNIQUE (topic, lang, id)
) STRICT;
CREATE INDEX ask_entry_by_change ON ask_entry (changed_at);
CREATE INDEX ask_entry_by_state ON ask_entry (state, lang);
-- Nothing is shown to a tourist without a source.
CREATE TRIGGER ask_entry_has_a_source BEFORE INSERT ON ask_entry
WHEN new.state = 'live' AND (SELECT json_array_length(sources) FROM ask_topic WHERE id = new.topic) = 0
BEGIN SELECT RAISE(ABORT, 'a live entry needs a source'); END;
CREATE TRIGGER ask_entry_keeps_a_source BEFORE UPDATE OF state ON ask_entry
WHEN new.state = 'live' AND (SELECT json_array_length(sources) FROM ask_topic WHERE id = new.topic) = 0
BEGIN SELECT RAISE(ABORT, 'a live entry needs a source'); END;

-- Every wording that an entry ever had, kept by the database itself.
CREATE TABLE ask_entry_history (
  entry TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  questions TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (entry, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ask_entry_begins AFTER INSERT ON ask_entry
BEGIN
  INSERT INTO ask_entry_history (entry, version, at, actor, state, title, questions, answer)
  VALUES (new.id, new.version, new.changed_at, new.changed_by, new.state, new.title, new.questions, new.answer);
END;
CREATE TRIGGER ask_entry_changes AFTER UPDATE ON ask_entry
BEGIN
  INSERT INTO ask_entry_history (entry, version, at, actor, state, title, questions, answer)
  VALUES (new.id, new.version, new.changed_at, new.changed_by, new.state, new.title, new.questions, new.answer);
END;
CREATE TRIGGER ask_entry_goes_on BEFORE UPDATE ON ask_entry
WHEN new.version <> old.version + 1
BEGIN SELECT RAISE(ABORT, 'ask_entry: stale version'); END;

CREATE TABLE ask_concept (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('concept', 'place', 'outside')),
  area TEXT,
  gateway INTEGER NOT NULL CHECK (gateway IN (0, 1)),
  terms TEXT NOT NULL CHECK (json_valid(terms))
) STRICT;

CREATE TABLE ask_audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  organisation TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT;
CREATE TRIGGER ask_audit_stays BEFORE UPDATE ON ask_audit
BEGIN SELECT RAISE(ABORT, 'ask_audit is append-only'); END;
CREATE TRIGGER ask_audit_is_kept BEFORE DELETE ON ask_audit
BEGIN SELECT RAISE(ABORT, 'ask_audit is append-only'); END;
