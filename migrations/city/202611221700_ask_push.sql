-- owner: ask
-- needs: ask
-- Who wishes to be told when a person has answered: the address of a browser's push service, sealed, for as long as the
-- thread is open. And the topics that were offered with an answer, so that a page shows them again without a search.

ALTER TABLE ask_message ADD COLUMN topics TEXT CHECK (topics IS NULL OR json_valid(topics));

-- purge: ask_push; days=30; from=created_at
CREATE TABLE ask_push (
  -- Of the thread and the address: the same phone is told once.
  id TEXT PRIMARY KEY,
  thread TEXT NOT NULL REFERENCES ask_thread (id),
  lang TEXT NOT NULL,
  sealed TEXT NOT NULL, -- retention: purpose=telling the asker that a person has answered; basis=consent; days=30
  created_at INTEGER NOT NULL,
  -- When it has to be told something; UTC ms. Nothing to tell: NULL.
  due_at INTEGER,
  tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_push_by_thread ON ask_push (thread);
CREATE INDEX ask_push_due ON ask_push (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ask_push_by_time ON ask_push (created_at);

-- Whoever answers, in whichever script: the phones are told.
CREATE TRIGGER ask_push_is_due AFTER INSERT ON ask_message WHEN new.author = 'person'
BEGIN UPDATE ask_push SET due_at = new.at, tries = 0 WHERE thread = new.thread; END;
-- What was told already is not kept beyond the end of the thread.
CREATE TRIGGER ask_push_ends AFTER UPDATE OF state ON ask_thread WHEN new.state = 'closed'
BEGIN DELETE FROM ask_push WHERE thread = new.id AND due_at IS NULL; END;
-- A thread has few readers, not a crowd.
CREATE TRIGGER ask_push_is_few BEFORE INSERT ON ask_push
WHEN (SELECT count(*) FROM ask_push WHERE thread = new.thread AND id <> new.id) >= 5
BEGIN SELECT RAISE(ABORT, 'ask_push: too many'); END;
