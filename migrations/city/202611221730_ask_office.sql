-- owner: ask
-- needs: ask
-- What people at the desk and editors need: who wrote a text, changes that wait beside what is live, and what is forgotten
-- of the things that tourists write.

-- Who wrote the text as it stands; NULL where it was brought in. Somebody else makes it live.
ALTER TABLE ask_entry ADD COLUMN written_by TEXT;

-- A change of an entry that is shown to tourists. It waits here, and they go on reading what is live.
CREATE TABLE ask_revision (
  entry TEXT PRIMARY KEY REFERENCES ask_entry (id),
  -- The version of the entry that it was written on.
  base INTEGER NOT NULL CHECK (base >= 1),
  state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed')),
  title TEXT NOT NULL,
  questions TEXT NOT NULL CHECK (json_valid(questions)),
  answer TEXT NOT NULL,
  machine INTEGER NOT NULL CHECK (machine IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  reviewed_by TEXT,
  CHECK (reviewed_by IS NULL OR reviewed_by <> written_by)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ask_revision_goes_on BEFORE UPDATE ON ask_revision
WHEN new.version <> old.version + 1
BEGIN SELECT RAISE(ABORT, 'ask_revision: stale version'); END;

-- What a topic said of itself at any time: place, telephone, validity, sources.
ALTER TABLE ask_topic ADD COLUMN changed_by TEXT;
CREATE TABLE ask_topic_history (
  topic TEXT NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  PRIMARY KEY (topic, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ask_topic_changes AFTER UPDATE ON ask_topic
WHEN new.version <> old.version
BEGIN
  INSERT INTO ask_topic_history (topic, version, at, actor, facts)
  VALUES (old.id, old.version, old.changed_at, old.changed_by, json_object('category', old.category, 'area', old.area,
    'place', old.place, 'owner', old.owner, 'phone', old.phone, 'map', json(old.map), 'confirm', old.confirm,
    'validFrom', old.valid_from, 'validUntil', old.valid_until, 'sources', json(old.sources)));
END;

-- Numbers, addresses and names of documents are taken out of what was written, some days after a conversation ended.
ALTER TABLE ask_message ADD COLUMN redacted_at INTEGER;
CREATE INDEX ask_message_to_redact ON ask_message (at) WHERE redacted_at IS NULL;

-- Days on which the desk is open, 1 is Monday; the digits of those days.
ALTER TABLE ask_desk ADD COLUMN days TEXT NOT NULL DEFAULT '1234567' CHECK (days <> '' AND days NOT GLOB '*[^1-7]*');

CREATE INDEX ask_thread_by_category ON ask_thread (category, asked_at) WHERE category IS NOT NULL;
