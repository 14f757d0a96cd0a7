-- owner: identity
-- needs: identity
-- Calls of an integrator's key in the running hour, as the services' isolates tell when they ask for its next token.

ALTER TABLE id_api_key ADD COLUMN hour_from INTEGER NOT NULL DEFAULT 0 CHECK (hour_from >= 0);
ALTER TABLE id_api_key ADD COLUMN hour_calls INTEGER NOT NULL DEFAULT 0 CHECK (hour_calls >= 0);
