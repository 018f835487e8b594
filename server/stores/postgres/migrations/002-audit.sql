-- The audit chain. event_hash is the SHA-256 of row_text, so row_text is kept as it was hashed: jsonb would reorder it.
-- action_seq counts a tenant's rows of one action: totals and pages are ranges of an index.

CREATE TABLE audit (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  timestamp BIGINT NOT NULL,
  action TEXT NOT NULL,
  action_seq BIGINT NOT NULL,
  agent_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  row_text TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  event_hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, seq),
  UNIQUE (tenant_id, prev_hash),
  UNIQUE (tenant_id, action, action_seq)
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an audit row is never changed or deleted';
END $$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- A new row continues the chain, or it is refused. Whoever appends has locked the tenant's switch.
CREATE FUNCTION refuse_audit_fork() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head_seq BIGINT;
  head_hash TEXT;
BEGIN
  SELECT seq, event_hash INTO head_seq, head_hash FROM audit
    WHERE tenant_id = NEW.tenant_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> COALESCE(head_seq, 0) + 1 OR NEW.prev_hash <> COALESCE(head_hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'an audit row must follow the head of its chain';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_continues BEFORE INSERT ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_fork();
