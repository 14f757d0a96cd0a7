-- owner: wifi
-- needs: 202611221640_wifi_retention
-- What the office needs: gateways that are tried and retired, how long it takes to get online, and lawful requests with
-- their reason and their bounds.

-- openNDS: `GatewayName`, which its configuration and its polls carry.
ALTER TABLE wifi_gateway ADD COLUMN shown_name TEXT;
ALTER TABLE wifi_gateway ADD COLUMN retired_at INTEGER;
-- While somebody tries the gateway: until then the portal writes down what it sees of it.
ALTER TABLE wifi_gateway ADD COLUMN test_until INTEGER;

-- What was seen of a gateway, the last time each. Nothing about the phone that was used.
CREATE TABLE wifi_gateway_check (
  gateway TEXT NOT NULL REFERENCES wifi_gateway (id),
  step TEXT NOT NULL CHECK (step IN ('recognised', 'verified', 'granted', 'walled-garden', 'captive-api', 'clock', 'egress')),
  at INTEGER NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  detail TEXT CHECK (length(detail) <= 200),
  PRIMARY KEY (gateway, step)
) STRICT, WITHOUT ROWID;

-- When the first page was opened, and in which language; they go with the grant.
ALTER TABLE wifi_grant ADD COLUMN arrived_at INTEGER;
ALTER TABLE wifi_grant ADD COLUMN lang TEXT CHECK (lang IN ('vi', 'en', 'zh', 'ko', 'ja', 'fr'));
CREATE INDEX wifi_grant_by_time ON wifi_grant ("group", granted_at);

-- Why and within which bounds the lease log is asked about: one site, one address.
CREATE TABLE wifi_disclosure_scope (
  disclosure TEXT PRIMARY KEY REFERENCES wifi_disclosure (id),
  authority TEXT NOT NULL CHECK (length(authority) BETWEEN 3 AND 200),
  legal_basis TEXT NOT NULL CHECK (length(legal_basis) BETWEEN 3 AND 300),
  site TEXT NOT NULL REFERENCES wifi_site (id),
  address TEXT NOT NULL, -- retention: purpose=prove what a lawful request was about; basis=legal duty; days=3650, sealed
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- purge: wifi_disclosure_scope; days=3650; from=expires_at
CREATE TRIGGER wifi_disclosure_scope_stays BEFORE UPDATE ON wifi_disclosure_scope
BEGIN SELECT RAISE(ABORT, 'what was asked stays as it was asked'); END;

-- What became of it: refused, or handed over, each once.
CREATE TABLE wifi_disclosure_act (
  disclosure TEXT NOT NULL REFERENCES wifi_disclosure (id),
  kind TEXT NOT NULL CHECK (kind IN ('refused', 'handed-over')),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  entries INTEGER CHECK (entries >= 0),
  digest TEXT,
  PRIMARY KEY (disclosure, kind),
  CHECK ((kind = 'handed-over') = (entries IS NOT NULL AND digest IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER wifi_disclosure_act_stays BEFORE UPDATE ON wifi_disclosure_act
BEGIN SELECT RAISE(ABORT, 'what was done stays done'); END;
CREATE TRIGGER wifi_disclosure_act_is_kept BEFORE DELETE ON wifi_disclosure_act
BEGIN SELECT RAISE(ABORT, 'what was done stays done'); END;
CREATE TRIGGER wifi_disclosure_opens BEFORE INSERT ON wifi_disclosure_act
WHEN new.kind = 'handed-over' AND NOT EXISTS (
  SELECT 1 FROM wifi_disclosure AS d JOIN wifi_disclosure_scope AS s ON s.disclosure = d.id
  WHERE d.id = new.disclosure AND d.allowed_by IS NOT NULL AND s.expires_at > new.at)
BEGIN SELECT RAISE(ABORT, 'a request opens after a second person allowed it, and before it expires'); END;
CREATE TRIGGER wifi_disclosure_refuses BEFORE INSERT ON wifi_disclosure_act
WHEN new.kind = 'refused' AND EXISTS (SELECT 1 FROM wifi_disclosure WHERE id = new.disclosure AND allowed_by IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'what was allowed is not refused'); END;
CREATE TRIGGER wifi_disclosure_allows BEFORE UPDATE ON wifi_disclosure
WHEN EXISTS (SELECT 1 FROM wifi_disclosure_act WHERE disclosure = new.id)
  OR NOT EXISTS (SELECT 1 FROM wifi_disclosure_scope WHERE disclosure = new.id AND expires_at > new.allowed_at)
BEGIN SELECT RAISE(ABORT, 'a request is allowed while it is open'); END;
