-- owner: identity
-- How each message went, and what each payer has sent today. Where a message goes and what it says stay in the outbox,
-- sealed, until it is delivered.

CREATE TABLE id_delivery (
  message TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  topic TEXT NOT NULL,
  step INTEGER NOT NULL CHECK (step IN (0, 1)),
  provider TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unsure', 'accepted', 'delivered', 'failed')),
  tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 9),
  reference TEXT,
  reason TEXT,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX id_delivery_by_reference ON id_delivery (provider, reference);
CREATE INDEX id_delivery_by_time ON id_delivery (at);
-- What was delivered or given up stays so, whatever a late callback says.
CREATE TRIGGER id_delivery_stays_settled BEFORE UPDATE ON id_delivery
WHEN old.state IN ('delivered', 'failed') AND new.state <> old.state
BEGIN SELECT RAISE(ABORT, 'a message that was settled stays settled'); END;
-- One fail-over, and never back.
CREATE TRIGGER id_delivery_goes_on BEFORE UPDATE OF step, provider ON id_delivery
WHEN new.step < old.step OR (new.step = old.step AND new.provider <> old.provider)
BEGIN SELECT RAISE(ABORT, 'a message does not go back to the provider before'); END;

CREATE TABLE id_delivery_budget (
  payer TEXT NOT NULL CHECK (length(payer) BETWEEN 1 AND 60),
  day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
  used INTEGER NOT NULL CHECK (used >= 0),
  PRIMARY KEY (payer, day)
) STRICT, WITHOUT ROWID;

-- What a provider lets us in with for a while, sealed; `generation` decides between two isolates that renew at once.
CREATE TABLE id_provider_token (
  provider TEXT PRIMARY KEY,
  generation INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER id_provider_token_goes_on BEFORE UPDATE ON id_provider_token
WHEN new.generation <> old.generation + 1
BEGIN SELECT RAISE(ABORT, 'a token is renewed once'); END;
