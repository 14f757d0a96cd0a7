-- owner: wifi
-- needs: identity
-- Hotspots, what may be had there, and who was let in. Phones are keyed hashes whose salt is dropped; what must be
-- kept in clear for a running session or for the law is sealed with the service's own key.

CREATE TABLE wifi_group (
  id TEXT PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 2 AND 40),
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  ssid TEXT NOT NULL,
  timezone TEXT NOT NULL,
  ways TEXT NOT NULL CHECK (json_valid(ways)),
  -- Days that a phone's hash can be recomputed: the longest quota period, then its salt goes.
  salt_days INTEGER NOT NULL CHECK (salt_days BETWEEN 1 AND 62),
  lease_days INTEGER NOT NULL CHECK (lease_days BETWEEN 0 AND 730),
  disaster_until INTEGER,
  disaster_banner TEXT CHECK (disaster_banner IS NULL OR json_valid(disaster_banner)),
  radius_key_hash TEXT UNIQUE,
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1),
  CHECK ((disaster_until IS NULL) = (disaster_banner IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE wifi_plan (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  way TEXT NOT NULL CHECK (way IN ('tap', 'code', 'voucher', 'account', 'provisional', 'disaster', 'offline')),
  session_s INTEGER NOT NULL CHECK (session_s BETWEEN 60 AND 2678400),
  daily_s INTEGER CHECK (daily_s > 0),
  monthly_s INTEGER CHECK (monthly_s > 0),
  daily_kb INTEGER CHECK (daily_kb > 0),
  monthly_kb INTEGER CHECK (monthly_kb > 0),
  daily_sessions INTEGER CHECK (daily_sessions > 0),
  up_kbps INTEGER CHECK (up_kbps > 0),
  down_kbps INTEGER CHECK (down_kbps > 0),
  devices INTEGER NOT NULL CHECK (devices BETWEEN 1 AND 100),
  PRIMARY KEY ("group", way)
) STRICT, WITHOUT ROWID;

CREATE TABLE wifi_site (
  id TEXT PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) BETWEEN 2 AND 40),
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pier', 'cave', 'beach', 'station', 'square', 'market', 'museum', 'park', 'other')),
  ward TEXT NOT NULL,
  lat REAL NOT NULL CHECK (lat BETWEEN 8 AND 24),
  lon REAL NOT NULL CHECK (lon BETWEEN 102 AND 115),
  -- Minutes after local midnight; null: always open. Past midnight when it closes before it opens.
  opens INTEGER CHECK (opens BETWEEN 0 AND 1439),
  closes INTEGER CHECK (closes BETWEEN 0 AND 1440),
  -- Public addresses from which its gateway speaks; empty: not known yet.
  egress TEXT NOT NULL CHECK (json_valid(egress)),
  -- Phones at once after which everybody's share of the line gets smaller; null: never.
  busy_at INTEGER CHECK (busy_at > 0),
  sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
  CHECK ((opens IS NULL) = (closes IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_site_by_group ON wifi_site ("group", id);

CREATE TABLE wifi_gateway (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL REFERENCES wifi_site (id),
  make TEXT NOT NULL CHECK (make IN ('opennds', 'uam', 'mikrotik', 'unifi', 'meraki', 'omada', 'aruba', 'ruckus', 'smartzone', 'cisco', 'fortigate', 'cambium')),
  level INTEGER CHECK (level BETWEEN 1 AND 4),
  -- Hosts to which a phone may be sent.
  addresses TEXT NOT NULL CHECK (json_valid(addresses)),
  -- At most two, the active one first: { hash, sealed }.
  secrets TEXT NOT NULL CHECK (json_valid(secrets) AND json_array_length(secrets) <= 2),
  -- What only this make needs; secrets in it are sealed as a whole.
  settings TEXT NOT NULL,
  -- openNDS: the name by which it polls.
  poll_hash TEXT,
  polled_at INTEGER,
  version INTEGER NOT NULL CHECK (version >= 1),
  CHECK ((make = 'opennds') = (level IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_gateway_by_site ON wifi_gateway (site);
CREATE UNIQUE INDEX wifi_gateway_by_poll ON wifi_gateway (poll_hash) WHERE poll_hash IS NOT NULL;

-- Every name by which a gateway shows itself.
CREATE TABLE wifi_gateway_name (
  make TEXT NOT NULL,
  name TEXT NOT NULL,
  gateway TEXT NOT NULL REFERENCES wifi_gateway (id),
  PRIMARY KEY (make, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE wifi_salt (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL CHECK (until_at > from_at),
  sealed TEXT NOT NULL,
  PRIMARY KEY ("group", from_at)
) STRICT, WITHOUT ROWID;

-- A person as far as a group of sites knows one: whoever proved the same phone, voucher or account.
CREATE TABLE wifi_holder (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  -- Keyed hash of what was proved; null for one tap.
  proof TEXT, -- retention: purpose=one quota a person over all hotspots; basis=contract (terms of use); days=62
  counting TEXT NOT NULL CHECK (counting IN ('yes', 'no')), -- retention: purpose=remember the answer about counting visits; basis=consent; days=62
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX wifi_holder_by_proof ON wifi_holder ("group", proof) WHERE proof IS NOT NULL;
CREATE INDEX wifi_holder_by_age ON wifi_holder (seen_at);

CREATE TABLE wifi_device (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  client TEXT NOT NULL, -- retention: purpose=know a phone again within its quota period; basis=contract (terms of use); days=62, keyed hash whose salt is dropped
  holder TEXT NOT NULL REFERENCES wifi_holder (id) ON DELETE CASCADE,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY ("group", client)
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_device_by_holder ON wifi_device (holder, seen_at);

CREATE TABLE wifi_grant (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  site TEXT NOT NULL REFERENCES wifi_site (id),
  gateway TEXT NOT NULL REFERENCES wifi_gateway (id),
  holder TEXT NOT NULL REFERENCES wifi_holder (id) ON DELETE CASCADE,
  client TEXT, -- retention: purpose=limits of a running session; basis=contract (terms of use); days=62, keyed hash
  way TEXT NOT NULL,
  -- The redirect that it answers: one grant each, so that a double tap is one.
  arrival TEXT NOT NULL UNIQUE,
  -- What the gateway knows the session by: openNDS's hid, a RADIUS name.
  ticket TEXT,
  -- Address and carried fields, sealed: to extend and to end the session.
  phone TEXT, -- retention: purpose=end or extend a running session; basis=contract (terms of use); days=1, sealed
  granted_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > granted_at),
  ended_at INTEGER,
  end_reason TEXT,
  up_kbps INTEGER,
  down_kbps INTEGER,
  up_kb INTEGER,
  down_kb INTEGER,
  -- Until the gateway said that it took it; at makes that do not say, from the start.
  taken_at INTEGER,
  code TEXT,
  version INTEGER NOT NULL CHECK (version >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_grant_by_holder ON wifi_grant (holder, granted_at);
CREATE INDEX wifi_grant_by_client ON wifi_grant ("group", client, granted_at);
CREATE INDEX wifi_grant_by_site ON wifi_grant (site, ends_at);
CREATE INDEX wifi_grant_by_ticket ON wifi_grant (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX wifi_grant_by_code ON wifi_grant ("group", code) WHERE code IS NOT NULL;
CREATE INDEX wifi_grant_running ON wifi_grant (ends_at) WHERE phone IS NOT NULL;

-- What waits to be fetched by a gateway that polls.
CREATE TABLE wifi_pending (
  poll_hash TEXT NOT NULL,
  ticket TEXT NOT NULL,
  line TEXT NOT NULL,
  grant_id TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  sent_at INTEGER,
  until_at INTEGER NOT NULL,
  PRIMARY KEY (poll_hash, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_pending_in_order ON wifi_pending (poll_hash, added_at);

-- Counters of one session as a gateway reports them. They only grow: what comes twice or late changes nothing.
CREATE TABLE wifi_session (
  gateway TEXT NOT NULL,
  key TEXT NOT NULL,
  grant_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  stopped_at INTEGER,
  seconds INTEGER NOT NULL CHECK (seconds >= 0),
  up_bytes INTEGER NOT NULL CHECK (up_bytes >= 0),
  down_bytes INTEGER NOT NULL CHECK (down_bytes >= 0),
  cause TEXT,
  PRIMARY KEY (gateway, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_session_by_grant ON wifi_session (grant_id);
CREATE INDEX wifi_session_open ON wifi_session (last_at) WHERE stopped_at IS NULL;
CREATE TRIGGER wifi_session_only_grows BEFORE UPDATE ON wifi_session
WHEN new.seconds < old.seconds OR new.up_bytes < old.up_bytes OR new.down_bytes < old.down_bytes
BEGIN SELECT RAISE(ABORT, 'counters only grow'); END;

CREATE TABLE wifi_voucher_batch (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  label TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  valid_to INTEGER NOT NULL CHECK (valid_to > made_at),
  uses INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 100)
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_voucher_batch_by_group ON wifi_voucher_batch ("group", made_at);

CREATE TABLE wifi_voucher (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  code_hash TEXT NOT NULL,
  batch TEXT NOT NULL REFERENCES wifi_voucher_batch (id),
  PRIMARY KEY ("group", code_hash)
) STRICT, WITHOUT ROWID;

-- What did not fit, counted for the phone that tried and never for a public address: 300 phones share one.
CREATE TABLE wifi_guess (
  "group" TEXT NOT NULL,
  client TEXT NOT NULL, -- retention: purpose=stop guessing of codes; basis=security; days=1, keyed hash
  since INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY ("group", client)
) STRICT, WITHOUT ROWID;

CREATE TABLE wifi_block (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  subject TEXT NOT NULL, -- retention: purpose=keep out who harmed others; basis=security; days=90, keyed hash
  reason TEXT NOT NULL,
  until_at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY ("group", subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE wifi_lease (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  site TEXT NOT NULL,
  at INTEGER NOT NULL,
  sealed TEXT NOT NULL, -- retention: purpose=answer a lawful request; basis=legal duty; days=setting of the group, sealed
  until_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_lease_by_time ON wifi_lease ("group", at);
CREATE INDEX wifi_lease_by_age ON wifi_lease (until_at);

-- A lawful request for the lease log: one asks, another one allows, and it opens for a while.
CREATE TABLE wifi_disclosure (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  reference TEXT NOT NULL CHECK (length(reference) BETWEEN 3 AND 200),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL CHECK (to_at > from_at AND to_at - from_at <= 86400000),
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  allowed_by TEXT CHECK (allowed_by <> asked_by),
  allowed_at INTEGER,
  CHECK ((allowed_by IS NULL) = (allowed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER wifi_disclosure_stays BEFORE UPDATE ON wifi_disclosure
WHEN old.allowed_by IS NOT NULL OR new.asked_by <> old.asked_by OR new.from_at <> old.from_at OR new.to_at <> old.to_at
BEGIN SELECT RAISE(ABORT, 'a request is allowed as it was asked, once'); END;

CREATE TABLE wifi_audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL, -- retention: purpose=accountability; basis=legal duty; days=3650, pseudonym only
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  organisation TEXT,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  request_id TEXT
) STRICT;
CREATE TRIGGER wifi_audit_stays BEFORE UPDATE ON wifi_audit
BEGIN SELECT RAISE(ABORT, 'wifi_audit is append-only'); END;
CREATE TRIGGER wifi_audit_is_kept BEFORE DELETE ON wifi_audit
BEGIN SELECT RAISE(ABORT, 'wifi_audit is append-only'); END;

CREATE TABLE wifi_idempotency (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
