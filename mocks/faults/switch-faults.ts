import { seal, type ChainedRow } from '../../core/audit/chain';
import type { Db } from '../db';
import { record } from '../kill-switch';
import { changeData, membersOf } from './change-answer';
import { isCall, switchIn, type Asked, type Misbehaviour, type Service } from './misbehave';

const REPLICA_LAG_MS = 20_000;
const AUDIT_LAG_MS = 12_000;
const RECONCILIATION_MS = 30_000;

const isToggle = ({ method }: Asked) => method === 'POST' || method === 'DELETE';

/** The body with another reason, or a new body. One that is no JSON stays as it is. */
function withReason(body: string, reason: string): string {
  try {
    return JSON.stringify({ ...membersOf(body === '' ? null : body), reason });
  } catch {
    return body;
  }
}

const newestEntry = (db: Db, tenantId: string) => db.audit.findLast(({ row }) => row.tenant_id === tenantId);

/** Changes what the newest row records, and seals it again. */
function rewriteNewest(
  db: Db,
  tenantId: string,
  change: (metadata: ChainedRow['metadata_json']) => ChainedRow['metadata_json'],
) {
  const entry = newestEntry(db, tenantId);
  if (!entry) return;
  const previous = db.audit.findLast((other) => other.row.tenant_id === tenantId && other !== entry)?.row;
  const { event_hash: _hash, prev_hash: _link, ...draft } = entry.row;
  entry.row = seal({ ...draft, metadata_json: change(draft.metadata_json) }, previous);
}

/** A toggle that is changed on its way in, and `after` it was carried out. */
const toggling =
  (
    way: (asked: Asked) => Asked,
    after: (service: Service, tenantId: string, asked: Asked) => void = () => undefined,
  ): Misbehaviour =>
  async (asked, service, next) => {
    const tenantId = switchIn(asked);
    if (tenantId === null || !isToggle(asked)) return next(asked, service);
    const wire = await next(way(asked), service);
    if (wire.status === 200) after(service, tenantId, asked);
    return wire;
  };

const unchanged = (asked: Asked) => asked;

export const reasonIgnored = toggling(
  (asked) => {
    const constant = asked.method === 'POST' ? 'manual_admin_lockdown' : 'manual_admin_disengage';
    return { ...asked, body: withReason(asked.body, constant) };
  },
  ({ db }, tenantId) => rewriteNewest(db, tenantId, ({ actor_email: _email, ...metadata }) => metadata),
);

export const deleteBodyLost = toggling((asked) =>
  asked.method === 'DELETE' ? { ...asked, body: '' } : asked,
);

const LOST = 'The reason was lost on the way';

/** The service accepts a release without a reason, and records none. */
export const deleteBodyLostAccepted = toggling(
  (asked) => (asked.method === 'DELETE' ? { ...asked, body: withReason('', LOST) } : asked),
  ({ db }, tenantId, { method }) => {
    if (method !== 'DELETE') return;
    const known = db.switches[tenantId];
    if (known) known.now = { ...known.now, reason: null };
    rewriteNewest(db, tenantId, (metadata) => ({ ...metadata, reason: null }));
  },
);

export const auditLag = toggling(unchanged, ({ db, now }, tenantId) => {
  const entry = newestEntry(db, tenantId);
  if (entry) entry.visibleFrom = now + AUDIT_LAG_MS;
});

export const disengageReverts = toggling(unchanged, ({ db, now }, tenantId, { method }) => {
  const row = newestEntry(db, tenantId)?.row;
  if (method !== 'DELETE' || !row) return;
  const reason = db.switches[tenantId]?.before.reason ?? null;
  db.reconciliations.push({ tenantId, dueAt: now + RECONCILIATION_MS, reason, disengagedBy: row.id });
});

/**
 * Carries out what was planned until `now` (ms): reconciliation engages again, because PostgreSQL never learned of the
 * disengage. It does nothing after a newer toggle.
 */
export function reconcile(db: Db, now: number): void {
  const due = db.reconciliations.filter(({ dueAt }) => dueAt <= now);
  if (due.length === 0) return;
  db.reconciliations = db.reconciliations.filter(({ dueAt }) => dueAt > now);
  for (const { tenantId, dueAt, reason, disengagedBy } of due) {
    if (newestEntry(db, tenantId)?.row.id !== disengagedBy) continue;
    const by = { id: 'reconciler', email: null };
    record(db, { tenantId, engage: true, by, reason, requestId: crypto.randomUUID() }, dueAt);
  }
}

/** Readings come from a replica that does not know the newest toggle yet. */
export const staleReplica: Misbehaviour = (asked, service, next) => {
  const tenantId = switchIn(asked);
  const { db, now } = service;
  const known = tenantId === null ? undefined : db.switches[tenantId];
  const lags = known?.toggledAt !== null && known !== undefined && now - known.toggledAt < REPLICA_LAG_MS;
  if (asked.method !== 'GET' || tenantId === null || !lags) return next(asked, service);
  const switches = { ...db.switches, [tenantId]: { ...known, now: known.before } };
  return next(asked, { ...service, db: { ...db, switches } });
};

export const noEngagedAt: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  if (asked.method !== 'GET' || switchIn(asked) === null) return wire;
  return changeData(wire, ({ engaged_at: _at, engaged_by: _by, ...status }) => status);
};

export const verifyNamesNoRow: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  if (!isCall(asked, 'GET', '/audit/logs/verify')) return wire;
  return changeData(wire, (verdict) => ({ ...verdict, violations: [] }));
};
