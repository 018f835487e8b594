import type { components } from '../core/contract/contract';
import { seal } from '../core/audit/chain';
import type { Db, KillSwitch, SwitchState } from './db';
import type { Faults } from './faults/faults';
import { refuse } from './reply';
import { personaById } from './seeds/personas';
import { newToggleRow } from '../core/audit/toggle-row';

const REPLICA_LAG_MS = 20_000;
const AUDIT_LAG_MS = 12_000;
const RECONCILIATION_MS = 30_000;

export interface Toggle {
  tenantId: string;
  engage: boolean;
  /** The person, or the service that acts without a person. */
  by: { id: string; email: string | null };
  /** Null when a proxy lost it and the service accepted that. */
  reason: string | null;
  requestId: string;
}

function switchOf(db: Db, tenantId: string): KillSwitch {
  const found = db.switches[tenantId];
  if (!found) throw refuse(404, 'Tenant not found');
  return found;
}

/**
 * Records a toggle at `at` (ms) and seals its audit row. If the switch is already in that state, it throws a 409 that says
 * since when and by whom.
 */
export function toggle(db: Db, request: Toggle, faults: Faults, at: number): void {
  const { tenantId, engage } = request;
  const { now } = switchOf(db, tenantId);
  if (now.engaged === engage) throw alreadySo(now);
  const ignored = faults.has('reason-ignored');
  const constant = engage ? 'manual_admin_lockdown' : 'manual_admin_disengage';
  const reason = ignored ? constant : request.reason;
  record(db, { ...request, reason }, faults, at, !ignored);
  db.reconciliations = db.reconciliations.filter((planned) => planned.tenantId !== tenantId);
  if (!engage && faults.has('disengage-reverts')) {
    db.reconciliations.push({ tenantId, dueAt: at + RECONCILIATION_MS, reason: now.reason });
  }
}

function alreadySo({ engaged, changedAt: at, changedBy: by, reason }: SwitchState) {
  return engaged
    ? refuse(409, 'already_engaged', { engaged_at: at, engaged_by: by, reason })
    : refuse(409, 'already_disengaged', { disengaged_at: at, disengaged_by: by, reason });
}

function record(db: Db, request: Toggle, faults: Faults, at: number, namesEmail: boolean) {
  const { tenantId, engage, by, reason, requestId } = request;
  const previous = db.audit.findLast(({ row }) => row.tenant_id === tenantId)?.row;
  // A log that names people goes on to do so.
  const name =
    previous && 'actor_name' in previous.metadata_json ? personaById(by.id)?.persona.fullName : null;
  const metadata = {
    actor: by.id,
    ...(namesEmail && by.email ? { actor_email: by.email } : {}),
    ...(name ? { actor_name: name } : {}),
    reason,
  };
  const facts = { id: crypto.randomUUID(), requestId, tenantId, engage, at, metadata };
  const row = seal(newToggleRow(facts), previous);
  db.audit.push({ row, visibleFrom: faults.has('audit-lag') ? at + AUDIT_LAG_MS : at });
  db.switches[tenantId] = {
    now: { engaged: engage, changedAt: row.timestamp, changedBy: by.email ?? by.id, reason },
    before: switchOf(db, tenantId).now,
    toggledAt: at,
  };
}

/** Carries out what was due by `now` (ms): reconciliation engages again, because PostgreSQL never learned of the disengage. */
export function settle(db: Db, faults: Faults, now: number): void {
  const due = db.reconciliations.filter(({ dueAt }) => dueAt <= now);
  if (due.length === 0) return;
  db.reconciliations = db.reconciliations.filter(({ dueAt }) => dueAt > now);
  for (const { tenantId, dueAt, reason } of due) {
    const by = { id: 'reconciler', email: null };
    const requestId = crypto.randomUUID();
    record(db, { tenantId, engage: true, by, reason, requestId }, faults, dueAt, false);
  }
}

type Status = components['schemas']['KillSwitchStatus'];

/** The status of a tenant's switch at `now` (ms). */
export function readStatus(db: Db, tenantId: string, faults: Faults, now: number): Status {
  const known = switchOf(db, tenantId);
  const lags =
    faults.has('stale-replica') && known.toggledAt !== null && now - known.toggledAt < REPLICA_LAG_MS;
  const { engaged, changedAt, changedBy, reason } = lags ? known.before : known.now;
  return {
    status: engaged ? 'engaged' : 'disengaged',
    tenant_id: tenantId,
    reason: engaged ? reason : null,
    ...(faults.has('no-engaged-at')
      ? {}
      : { engaged_at: engaged ? changedAt : null, engaged_by: engaged ? changedBy : null }),
  };
}
