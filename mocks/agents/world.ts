import type { Db } from '../db';
import type { Change, World } from './gateway';

/** Older toggles decide nothing about the calls of a demo that was opened within the last hour. */
const TOGGLES_READ = 50;

/** What the gateways and the Guardian of a tenant can know: its toggles, and its changes of mode. */
export function worldOf(db: Db, tenantId: string): World {
  return { engaged: toggles(db, tenantId), safeMode: changesOfMode(db, tenantId) };
}

function toggles(db: Db, tenantId: string): Change[] {
  const changes: Change[] = [];
  for (let index = db.audit.length - 1; index >= 0 && changes.length < TOGGLES_READ; index -= 1) {
    const row = db.audit[index]?.row;
    if (row?.tenant_id !== tenantId) continue;
    changes.unshift({ at: Date.parse(row.timestamp), on: row.action === 'kill_switch_engaged' });
  }
  const now = db.switches[tenantId]?.now;
  // Engaged without a row: before auditing began.
  if (changes.length === 0 && now?.changedAt)
    changes.push({ at: Date.parse(now.changedAt), on: now.engaged });
  return changes;
}

function changesOfMode(db: Db, tenantId: string): Change[] {
  const events = db.hosts[tenantId]?.guardian.events ?? [];
  return events
    .filter(({ kind }) => kind === 'mode_change')
    .filter(({ outcome }) => ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'].includes(outcome))
    .map(({ timestamp, outcome }) => ({ at: Date.parse(timestamp), on: outcome !== 'NORMAL' }));
}
