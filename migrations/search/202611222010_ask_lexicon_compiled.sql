-- owner: ask
-- The lexicon as questions are read with it: made once, when it is set, and not in every isolate.
ALTER TABLE ask_lexicon ADD COLUMN compiled TEXT CHECK (compiled IS NULL OR json_valid(compiled));
