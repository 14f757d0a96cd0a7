-- owner: ask
-- Which way of making words an index was built with. A release that makes them otherwise finds less until it is built anew.
ALTER TABLE ask_index ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
