-- owner: wifi
-- The secure network beside the open one (WPA2/3-Enterprise, EAP-TTLS): what phones have to know of it, what was issued
-- to them, and who may ask for a group's RADIUS server.
-- purge: wifi_credential; days=31; from=valid_to

CREATE TABLE wifi_radius_key (
  -- Keyed hash of a header key, or of a client certificate's SHA-256.
  hash TEXT PRIMARY KEY,
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  kind TEXT NOT NULL CHECK (kind IN ('key', 'certificate')),
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_radius_key_by_group ON wifi_radius_key ("group", kind, added_at);

CREATE TABLE wifi_secure (
  "group" TEXT PRIMARY KEY REFERENCES wifi_group (id),
  ssid TEXT NOT NULL CHECK (length(ssid) BETWEEN 1 AND 32),
  -- The name in the RADIUS server's certificate, and who signed it (PEM); null: an authority that phones know.
  server TEXT NOT NULL CHECK (length(server) BETWEEN 3 AND 253),
  authority TEXT CHECK (authority IS NULL OR length(authority) BETWEEN 100 AND 8000)
) STRICT, WITHOUT ROWID;

-- One device's name and password for the secure network.
CREATE TABLE wifi_credential (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 8 AND 40),
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  holder TEXT NOT NULL REFERENCES wifi_holder (id) ON DELETE CASCADE,
  -- Where it was issued, and for which way in: whose limits hold.
  gateway TEXT NOT NULL REFERENCES wifi_gateway (id),
  way TEXT NOT NULL,
  -- The device that asked for it: asking again replaces it.
  client TEXT, -- retention: purpose=one credential for each device; basis=contract (terms of use); days=62, keyed hash whose salt is dropped
  password_hash TEXT NOT NULL, -- retention: purpose=sign in to the secure network; basis=contract (terms of use); days=62, keyed hash
  created_at INTEGER NOT NULL,
  valid_to INTEGER NOT NULL CHECK (valid_to > created_at),
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX wifi_credential_by_holder ON wifi_credential (holder, created_at);
CREATE INDEX wifi_credential_by_age ON wifi_credential (valid_to);
CREATE TRIGGER wifi_credential_stays BEFORE UPDATE ON wifi_credential
WHEN old.revoked_at IS NOT NULL OR new.password_hash <> old.password_hash OR new.holder <> old.holder OR new.valid_to <> old.valid_to
BEGIN SELECT RAISE(ABORT, 'a credential is revoked once and otherwise stays as it was issued'); END;
