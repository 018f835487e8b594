-- The audit chain. event_hash is the SHA-256 of row_text, so row_text is kept as it was hashed.
-- action_seq counts a tenant's rows of one action: totals and pages are ranges of an index.

CREATE TABLE audit (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  timestamp INTEGER NOT NULL,
  action TEXT NOT NULL,
  action_seq INTEGER NOT NULL,
  agent_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  row_text TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, seq),
  UNIQUE (tenant_id, prev_hash),
  UNIQUE (tenant_id, action, action_seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'an audit row is never changed');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'an audit row is never deleted');
END;

-- A new row continues the chain, or it is refused. INSERT OR REPLACE cannot pass either: what would conflict is refused
-- before it is replaced, also on a connection without recursive_triggers.
CREATE TRIGGER audit_continues BEFORE INSERT ON audit
WHEN NEW.seq <> 1 + COALESCE((SELECT MAX(seq) FROM audit WHERE tenant_id = NEW.tenant_id), 0)
  OR NEW.prev_hash <> COALESCE(
    (SELECT event_hash FROM audit WHERE tenant_id = NEW.tenant_id ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000'
  )
  OR NEW.action_seq <> 1 + COALESCE(
    (SELECT MAX(action_seq) FROM audit WHERE tenant_id = NEW.tenant_id AND action = NEW.action), 0
  )
  OR EXISTS (SELECT 1 FROM audit WHERE tenant_id = NEW.tenant_id AND prev_hash = NEW.prev_hash)
BEGIN
  SELECT RAISE(ABORT, 'an audit row must follow the head of its chain');
END;
