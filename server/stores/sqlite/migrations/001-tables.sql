-- Times are ms since the epoch. Flags are 0 or 1.

CREATE TABLE tenant (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  full_name TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email)
) STRICT;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_person ON session (tenant_id, person_id);
CREATE INDEX session_by_end ON session (tenant_id, expires_at);

CREATE TABLE agent (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  revoked INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
) STRICT;

-- Wrong passwords for one e-mail from one address, which strangers may choose: of the two, only a SHA-256 is kept.
CREATE TABLE sign_in_tries (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  whom_sha256 TEXT NOT NULL,
  tries INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, whom_sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_tries_by_time ON sign_in_tries (tenant_id, counted_at);

CREATE TABLE refused_toggles (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  person_id TEXT NOT NULL,
  refusals INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, person_id)
) STRICT;

-- An id that was used once stays used, so these rows stay.
CREATE TABLE kept_answer (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  person_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, person_id, request_id)
) STRICT, WITHOUT ROWID;

-- One row a tenant, from the beginning. `reason` is JSON, which can write every character.
CREATE TABLE switch (
  tenant_id TEXT PRIMARY KEY REFERENCES tenant (id),
  epoch INTEGER NOT NULL DEFAULT 0,
  engaged INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  actor_id TEXT,
  actor_email TEXT,
  actor_name TEXT,
  changed_at INTEGER,
  request_id TEXT,
  event_hash TEXT,
  -- The newest epoch that has its kill_switch_effect row.
  effect_epoch INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The right edge of the Merkle tree over a tenant's rows. `hashes` is a JSON list.
CREATE TABLE frontier (
  tenant_id TEXT PRIMARY KEY REFERENCES tenant (id),
  size INTEGER NOT NULL,
  hashes TEXT NOT NULL
) STRICT;

CREATE TABLE gateway (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  last_seen_at INTEGER NOT NULL,
  gone INTEGER NOT NULL
) STRICT;

CREATE TABLE gateway_epoch (
  gateway_id TEXT NOT NULL REFERENCES gateway (id) ON DELETE CASCADE,
  tenant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  PRIMARY KEY (gateway_id, tenant_id)
) STRICT, WITHOUT ROWID;

-- Totals since the gateway's boot. They stay when the gateway is gone. last_allowed_at is 0 for never.
CREATE TABLE gateway_calls (
  tenant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  agent TEXT NOT NULL,
  gateway_id TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  last_allowed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, epoch, agent, gateway_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE leaked_call (
  tenant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  gateway_id TEXT NOT NULL,
  allowed_at INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  tool TEXT NOT NULL,
  gateway_name TEXT NOT NULL,
  -- Of everything that a gateway says about the call. An agent chooses how long some of it is, which is too long for a key.
  call_sha256 TEXT NOT NULL,
  PRIMARY KEY (tenant_id, epoch, gateway_id, call_sha256)
) STRICT, WITHOUT ROWID;

-- Gateways that could not keep all calls which leaked in that epoch.
CREATE TABLE leaked_incomplete (
  tenant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  gateway_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, epoch, gateway_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_time ON outbox (due_at);

-- Written to learn whether the store can be written.
CREATE TABLE probe (
  id INTEGER PRIMARY KEY,
  written_at INTEGER NOT NULL
) STRICT;
