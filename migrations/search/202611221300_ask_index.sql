-- owner: ask
-- The index of all that can be answered, in two slots: one is searched while the other is built. Rebuilt from `city`.

CREATE TABLE ask_index (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  live TEXT NOT NULL CHECK (live IN ('a', 'b')),
  generation INTEGER NOT NULL,
  built_at INTEGER NOT NULL,
  documents_a INTEGER NOT NULL CHECK (documents_a >= 0),
  documents_b INTEGER NOT NULL CHECK (documents_b >= 0),
  lexicon INTEGER NOT NULL,
  thresholds TEXT NOT NULL CHECK (json_valid(thresholds))
) STRICT;
INSERT INTO ask_index (id, live, generation, built_at, documents_a, documents_b, lexicon, thresholds)
VALUES (1, 'a', 1, 0, 0, 0, 0, '{}');

-- What the isolates read once: concepts and places in all languages, by version.
CREATE TABLE ask_lexicon (
  version INTEGER PRIMARY KEY,
  concepts TEXT NOT NULL CHECK (json_valid(concepts))
) STRICT;

CREATE TABLE ask_document_a (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  lang TEXT NOT NULL,
  area TEXT,
  title TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  sentences TEXT NOT NULL,
  concepts TEXT NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card))
) STRICT;
CREATE INDEX ask_document_a_by_topic ON ask_document_a (topic, lang);
CREATE VIRTUAL TABLE ask_text_a USING fts5(
  l, a, f, b, c,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'",
  content = '', contentless_delete = 1
);
CREATE VIRTUAL TABLE ask_term_a USING fts5vocab(ask_text_a, 'col');
CREATE TRIGGER ask_document_a_comes AFTER INSERT ON ask_document_a
BEGIN UPDATE ask_index SET documents_a = documents_a + 1 WHERE id = 1; END;
CREATE TRIGGER ask_document_a_goes AFTER DELETE ON ask_document_a
BEGIN
  DELETE FROM ask_text_a WHERE rowid = old.id;
  UPDATE ask_index SET documents_a = documents_a - 1 WHERE id = 1;
END;

CREATE TABLE ask_document_b (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  lang TEXT NOT NULL,
  area TEXT,
  title TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  sentences TEXT NOT NULL,
  concepts TEXT NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card))
) STRICT;
CREATE INDEX ask_document_b_by_topic ON ask_document_b (topic, lang);
CREATE VIRTUAL TABLE ask_text_b USING fts5(
  l, a, f, b, c,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'",
  content = '', contentless_delete = 1
);
CREATE VIRTUAL TABLE ask_term_b USING fts5vocab(ask_text_b, 'col');
CREATE TRIGGER ask_document_b_comes AFTER INSERT ON ask_document_b
BEGIN UPDATE ask_index SET documents_b = documents_b + 1 WHERE id = 1; END;
CREATE TRIGGER ask_document_b_goes AFTER DELETE ON ask_document_b
BEGIN
  DELETE FROM ask_text_b WHERE rowid = old.id;
  UPDATE ask_index SET documents_b = documents_b - 1 WHERE id = 1;
END;
