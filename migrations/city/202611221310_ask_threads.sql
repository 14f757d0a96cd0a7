-- owner: ask
-- What tourists asked, and the people who answer. A tourist is known by nothing but the link of the thread.

CREATE TABLE ask_thread (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  organisation TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('bot', 'open', 'claimed', 'answered', 'published', 'closed')),
  lang TEXT NOT NULL,
  place TEXT,
  category TEXT,
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  asked_at INTEGER NOT NULL,
  handed_at INTEGER,
  expected_by INTEGER,
  claimed_by TEXT,
  claimed_at INTEGER,
  answered_at INTEGER,
  closed_at INTEGER,
  version INTEGER NOT NULL CHECK (version >= 1),
  CHECK (state NOT IN ('bot', 'open') OR claimed_by IS NULL),
  CHECK (state <> 'claimed' OR claimed_by IS NOT NULL)
) STRICT;
CREATE INDEX ask_thread_waiting ON ask_thread (organisation, state, handed_at);
CREATE INDEX ask_thread_by_day ON ask_thread (asked_at);
CREATE TRIGGER ask_thread_goes_on BEFORE UPDATE ON ask_thread
WHEN new.version <> old.version + 1
BEGIN SELECT RAISE(ABORT, 'ask_thread: stale version'); END;

CREATE TABLE ask_message (
  thread TEXT NOT NULL REFERENCES ask_thread (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at INTEGER NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('asker', 'bot', 'person', 'note', 'system')),
  actor TEXT,
  lang TEXT NOT NULL,
  band TEXT CHECK (band IN ('emergency', 'answer', 'suggest', 'none')),
  entry TEXT,
  score REAL,
  useful INTEGER CHECK (useful IN (0, 1)),
  text TEXT NOT NULL, -- retention: purpose=answering and improving answers; basis=public task; days=365
  PRIMARY KEY (thread, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_message_by_band ON ask_message (band, at);
-- The machine is silent as soon as a person has the thread.
CREATE TRIGGER ask_message_bot_is_silent BEFORE INSERT ON ask_message
WHEN new.author = 'bot' AND (SELECT state FROM ask_thread WHERE id = new.thread) <> 'bot'
BEGIN SELECT RAISE(ABORT, 'ask_message: a person has this thread'); END;
CREATE TRIGGER ask_message_bot_has_a_source BEFORE INSERT ON ask_message
WHEN new.author = 'bot' AND new.band = 'answer' AND new.entry IS NULL
BEGIN SELECT RAISE(ABORT, 'ask_message: an answer needs its entry'); END;

CREATE TABLE ask_canned (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  title TEXT NOT NULL,
  texts TEXT NOT NULL CHECK (json_valid(texts))
) STRICT;

CREATE TABLE ask_desk (
  organisation TEXT PRIMARY KEY,
  timezone TEXT NOT NULL,
  opens INTEGER NOT NULL CHECK (opens BETWEEN 0 AND 1440),
  closes INTEGER NOT NULL CHECK (closes > opens AND closes <= 1440),
  answers_within INTEGER NOT NULL CHECK (answers_within > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE ask_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
