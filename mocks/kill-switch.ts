import type { components } from '../core/contract/contract';
import { seal } from '../core/audit/chain';
import type { Db, KillSwitch, SwitchState } from './db';
import { refuse } from './reply';
import { personaById } from './seeds/personas';
import { newToggleRow } from '../core/audit/toggle-row';

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
export function toggle(db: Db, request: Toggle, at: number): void {
  const { now } = switchOf(db, request.tenantId);
  if (now.engaged === request.engage) throw alreadySo(now);
  record(db, request, at);
}

function alreadySo({ engaged, changedAt: at, changedBy: by, reason }: SwitchState) {
  return engaged
    ? refuse(409, 'already_engaged', { engaged_at: at, engaged_by: by, reason })
    : refuse(409, 'already_disengaged', { disengaged_at: at, disengaged_by: by, reason });
}

/** Records a toggle at `at` (ms), whatever the switch was before. */
export function record(db: Db, request: Toggle, at: number) {
  const { tenantId, engage, by, reason, requestId } = request;
  const previous = db.audit.findLast(({ row }) => row.tenant_id === tenantId)?.row;
  // A log that names people goes on to do so.
  const name =
    previous && 'actor_name' in previous.metadata_json ? personaById(by.id)?.persona.fullName : null;
  const metadata = {
    actor: by.id,
    ...(by.email ? { actor_email: by.email } : {}),
    ...(name ? { actor_name: name } : {}),
    reason,
  };
  const facts = { id: crypto.randomUUID(), requestId, tenantId, engage, at, metadata };
  const row = seal(newToggleRow(facts), previous);
  db.audit.push({ row, visibleFrom: at });
  db.switches[tenantId] = {
    now: { engaged: engage, changedAt: row.timestamp, changedBy: by.email ?? by.id, reason },
    before: switchOf(db, tenantId).now,
    toggledAt: at,
  };
}

type Status = components['schemas']['KillSwitchStatus'];

/** The status of a tenant's switch. */
export function readStatus(db: Db, tenantId: string): Status {
  const { engaged, changedAt, changedBy, reason } = switchOf(db, tenantId).now;
  return {
    status: engaged ? 'engaged' : 'disengaged',
    tenant_id: tenantId,
    reason: engaged ? reason : null,
    engaged_at: engaged ? changedAt : null,
    engaged_by: engaged ? changedBy : null,
  };
}
