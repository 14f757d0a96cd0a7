-- owner: identity
-- needs: identity
-- How a request about personal data was closed by hand: why, by whom, and when the person was told. Written with the
-- outcome, and like it never changed.

ALTER TABLE id_data_request ADD COLUMN reason TEXT CHECK (reason IS NULL OR length(reason) BETWEEN 10 AND 1000); -- retention: purpose=tell a person why their request was answered so; basis=legal duty; days=1825 after it is done
ALTER TABLE id_data_request ADD COLUMN closed_by TEXT; -- retention: purpose=who answers for the decision; basis=legal duty; days=1825 after it is done, pseudonym only
ALTER TABLE id_data_request ADD COLUMN told_at INTEGER CHECK (told_at IS NULL OR told_at >= received_at);
