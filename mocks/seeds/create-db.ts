import type { Db, SeedOptions, SwitchState } from '../db';
import { createHost } from '../host/create-host';
import { tenants } from './personas';
import { seedAudit } from './seed-audit';

const never: SwitchState = { engaged: false, changedAt: null, changedBy: null, reason: null };

/** A database with a history that ends at `now` (ms since the epoch). The same arguments give the same history. */
export function createDb(options: SeedOptions = {}, now: number): Db {
  const { entries, last } = seedAudit(options, now);
  return {
    seed: options,
    seededAt: now,
    seededRows: entries.length,
    switches: {
      [tenants.acme.id]: { now: last ?? never, before: last ?? never, toggledAt: null },
      [tenants.globex.id]: { now: never, before: never, toggledAt: null },
    },
    audit: entries,
    sessions: [],
    jar: null,
    failedLogins: {},
    rates: {},
    roleOverrides: {},
    deactivated: [],
    reconciliations: [],
    hosts: {
      [tenants.acme.id]: createHost(tenants.acme.host, now),
      [tenants.globex.id]: createHost(tenants.globex.host, now),
    },
  };
}
