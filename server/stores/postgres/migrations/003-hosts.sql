-- Times are ms since the epoch.

-- Hosts with a Guardian. Removed ones stay, so that a host that comes back goes on where its events ended.
CREATE TABLE host (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  control_url TEXT,
  -- The key of the statements about who asks: it must be known as it is.
  token TEXT NOT NULL,
  public_key TEXT NOT NULL,
  removed BOOLEAN NOT NULL,
  -- The newest event that is in the audit chain.
  last_event TEXT,
  -- What the Guardian said when it was last asked. `since` is by its own clock.
  mode TEXT,
  since BIGINT,
  last_seen_at BIGINT,
  containment TEXT,
  platform TEXT,
  PRIMARY KEY (tenant_id, name)
);

-- The name of the host that the agent belongs to. The host may be removed: then the agent is refused.
ALTER TABLE agent ADD COLUMN host TEXT;
