import { sealRecord, shownRow, type ChainedRow } from '../../core/audit/chain/chain';
import { toggle } from '../../core/kill-switch/toggle';
import type { SwitchState } from '../../core/ports/records';
import { dataOf, newestRecord, type Db } from '../db';
import { openStore } from '../ports';
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

type Metadata = ChainedRow['metadata_json'];

/** Changes what the newest row records, and seals it again. */
function rewriteNewest(db: Db, tenantId: string, change: (metadata: Metadata) => Metadata) {
  const { records, switchState } = dataOf(db, tenantId);
  const newest = records.pop();
  if (!newest) return;
  const { event_hash: _hash, prev_hash: _link, ...draft } = shownRow(newest);
  const record = sealRecord({ ...draft, metadata_json: change(draft.metadata_json) }, records.at(-1) ?? null);
  records.push(record);
  dataOf(db, tenantId).switchState = { ...switchState, eventHash: record.eventHash };
}

interface Toggled {
  service: Service;
  tenantId: string;
  asked: Asked;
  before: SwitchState;
}

/** A toggle that is changed on its way in, and `after` it was carried out. */
const toggling =
  (way: (asked: Asked) => Asked, after: (toggled: Toggled) => void = () => undefined): Misbehaviour =>
  async (asked, service, next) => {
    const tenantId = switchIn(asked);
    if (tenantId === null || tenantId !== asked.tenantId || !isToggle(asked)) return next(asked, service);
    const before = dataOf(service.db, tenantId).switchState;
    const wire = await next(way(asked), service);
    const { epoch } = dataOf(service.db, tenantId).switchState;
    if (epoch !== before.epoch) after({ service, tenantId, asked, before });
    return wire;
  };

const unchanged = (asked: Asked) => asked;

export const reasonIgnored = toggling(
  (asked) => {
    const constant = asked.method === 'POST' ? 'manual_admin_lockdown' : 'manual_admin_disengage';
    return { ...asked, body: withReason(asked.body, constant) };
  },
  ({ service: { db }, tenantId }) => rewriteNewest(db, tenantId, ({ actor, reason }) => ({ actor, reason })),
);

export const deleteBodyLost = toggling((asked) =>
  asked.method === 'DELETE' ? { ...asked, body: '' } : asked,
);

const LOST = 'The reason was lost on the way';

/** The service accepts a release without a reason, and records none. */
export const deleteBodyLostAccepted = toggling(
  (asked) => (asked.method === 'DELETE' ? { ...asked, body: withReason('', LOST) } : asked),
  ({ service: { db }, tenantId, asked }) => {
    if (asked.method !== 'DELETE') return;
    const data = dataOf(db, tenantId);
    data.switchState = { ...data.switchState, reason: null };
    rewriteNewest(db, tenantId, (metadata) => ({ ...metadata, reason: null }));
  },
);

export const auditLag = toggling(unchanged, ({ service: { db, now }, tenantId }) => {
  const newest = newestRecord(db, tenantId);
  if (newest) db.distortions.hiddenUntil[newest.id] = now + AUDIT_LAG_MS;
});

export const disengageReverts = toggling(unchanged, ({ service: { db, now }, tenantId, asked, before }) => {
  if (asked.method !== 'DELETE') return;
  const { epoch } = dataOf(db, tenantId).switchState;
  db.reconciliations.push({ tenantId, dueAt: now + RECONCILIATION_MS, reason: before.reason, epoch });
});

/**
 * Carries out what was planned until `now` (ms): reconciliation engages again, because PostgreSQL never learned of the
 * disengage. It does nothing after a newer toggle.
 */
export async function reconcile(db: Db, now: number): Promise<void> {
  const due = db.reconciliations.filter(({ dueAt }) => dueAt <= now);
  if (due.length === 0) return;
  db.reconciliations = db.reconciliations.filter(({ dueAt }) => dueAt > now);
  for (const { tenantId, dueAt, reason, epoch: expectedEpoch } of due) {
    const newId = () => crypto.randomUUID();
    const order = {
      engage: true,
      actor: { id: 'reconciler', email: null, name: null },
      reason: reason ?? '',
      requestId: newId(),
      address: null,
      expectedEpoch,
      announce: false,
    };
    const store = openStore({ db, now: dueAt, readsReplica: false });
    await store.transaction(tenantId, (tx) => toggle(tx, order, newId));
  }
}

/** Readings come from a replica that does not know the newest toggle yet. */
export const staleReplica: Misbehaviour = (asked, service, next) => {
  const { db, now } = service;
  const known = db.distortions.replicas[switchIn(asked) ?? ''];
  const lags = known !== undefined && now - known.toggledAt < REPLICA_LAG_MS;
  return next(asked, { ...service, readsReplica: asked.method === 'GET' && lags });
};

/** The running Aegis knows no epochs either. */
export const noEngagedAt: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  if (asked.method !== 'GET' || switchIn(asked) === null) return wire;
  return changeData(wire, ({ engaged_at: _at, engaged_by: _by, epoch: _epoch, ...status }) => status);
};

export const verifyNamesNoRow: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  if (!isCall(asked, 'GET', '/audit/logs/verify')) return wire;
  return changeData(wire, (verdict) => ({ ...verdict, violations: [] }));
};
