-- Times are ms since the epoch. Flags are 0 or 1.

-- Hosts with a Guardian. Removed ones stay, so that a host that comes back goes on where its events ended.
CREATE TABLE host (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  control_url TEXT,
  -- The key of the statements about who asks: it must be known as it is.
  token TEXT NOT NULL,
  public_key TEXT NOT NULL,
  removed INTEGER NOT NULL,
  -- The newest event that is in the audit chain.
  last_event TEXT,
  -- What the Guardian said when it was last asked. `since` is by its own clock.
  mode TEXT,
  since INTEGER,
  last_seen_at INTEGER,
  containment TEXT,
  platform TEXT,
  PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;

-- The name of the host that the agent belongs to. The host may be removed: then the agent is refused.
ALTER TABLE agent ADD COLUMN host TEXT;
