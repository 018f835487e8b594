import type { Db } from '../db';

/** From this time on (ms since the epoch) Safe Mode is on, or off. */
interface Change {
  at: number;
  on: boolean;
}

/** Whether the Guardian denies the calls of a tenant's agents at a time: in any mode but NORMAL, on the host itself. */
export function createDenials(db: Db): (tenantId: string, at: number) => boolean {
  const changes = new Map(Object.keys(db.hosts).map((tenantId) => [tenantId, changesOfMode(db, tenantId)]));
  return (tenantId, at) => changes.get(tenantId)?.findLast((change) => change.at <= at)?.on ?? false;
}

/** Oldest first. */
function changesOfMode(db: Db, tenantId: string): Change[] {
  const events = db.hosts[tenantId]?.guardian.events ?? [];
  return events
    .filter(({ kind }) => kind === 'mode_change')
    .filter(({ outcome }) => ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'].includes(outcome))
    .map(({ timestamp, outcome }) => ({ at: Date.parse(timestamp), on: outcome !== 'NORMAL' }));
}
