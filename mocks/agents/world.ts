import { dataOf, type Db } from '../db';
import type { Change, World } from './gateway';

/** Older toggles decide nothing about the calls of a demo that was opened within the last hour. */
const TOGGLES_READ = 50;

/** What the gateways and the Guardian of a tenant can know: its toggles, and its changes of mode. */
export function worldOf(db: Db, tenantId: string): World {
  return { engaged: toggles(db, tenantId), safeMode: changesOfMode(db, tenantId) };
}

function toggles(db: Db, tenantId: string): Change[] {
  const { records, switchState } = dataOf(db, tenantId);
  const changes: Change[] = [];
  for (let index = records.length - 1; index >= 0 && changes.length < TOGGLES_READ; index -= 1) {
    const record = records[index];
    const on = record?.action === 'kill_switch_engaged';
    if (record && (on || record.action === 'kill_switch_disengaged'))
      changes.unshift({ at: record.timestamp, on });
  }
  // Engaged without a row: before auditing began.
  const { changedAt, engaged } = switchState;
  if (changes.length === 0 && changedAt !== null) changes.push({ at: changedAt, on: engaged });
  return changes;
}

function changesOfMode(db: Db, tenantId: string): Change[] {
  const events = db.hosts[tenantId]?.guardian.events ?? [];
  return events
    .filter(({ kind }) => kind === 'mode_change')
    .filter(({ outcome }) => ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'].includes(outcome))
    .map(({ timestamp, outcome }) => ({ at: Date.parse(timestamp), on: outcome !== 'NORMAL' }));
}
