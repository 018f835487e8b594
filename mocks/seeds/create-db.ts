import type { Person } from '../../core/ports/records';
import type { Db, SeedOptions } from '../db';
import { agentsOf } from '../agents/keys';
import { newTraffic } from '../agents/tally';
import { createHost } from '../host/create-host';
import { emptyData, newTenant, type TenantData } from '../memory-store/memory-data';
import { passwordHashOf } from '../passwords';
import { personas, tenants, type TenantKey } from './personas';
import { seedAudit } from './seed-audit';

const HIRED_AT = Date.parse('2026-01-12T09:00:00Z');

/** A database with a history that ends at `now` (ms since the epoch). The same arguments give the same history. */
export function createDb(options: SeedOptions = {}, now: number): Db {
  const seeded = seedAudit(options, now);
  const { state: switchState, records } = seeded;
  // Nobody made up what an engage of the seed has done, so it is not recorded afterwards.
  const acme = { ...createTenant('acme'), switchState, records, effectEpoch: switchState.epoch };
  const globex = { ...createTenant('globex'), records: seeded.foreign };
  return {
    seed: options,
    seededAt: now,
    seededRows: { [acme.tenant.id]: seeded.records.length, [globex.tenant.id]: seeded.foreign.length },
    data: { ...emptyData(), tenants: [acme, globex] },
    distortions: {
      hiddenUntil: {},
      replicas: {},
      leaked: seeded.foreign.map(({ id }) => id),
      shownAs: seeded.shownAs,
    },
    jar: null,
    rates: {},
    reconciliations: [],
    hosts: {
      [tenants.acme.id]: createHost(tenants.acme.host, now),
      [tenants.globex.id]: createHost(tenants.globex.host, now),
    },
    traffic: newTraffic(now),
    otherHosts: {},
  };
}

function createTenant(name: TenantKey): TenantData {
  const { id, name: displayName } = tenants[name];
  const agents = agentsOf({ id, name });
  const people = Object.values(personas)
    .filter(({ tenantId }) => tenantId === id)
    .map(({ password, ...person }): Person => ({
      ...person,
      active: true,
      passwordHash: passwordHashOf(password),
      createdAt: HIRED_AT,
    }));
  return { ...newTenant({ id, name, displayName }), people, agents };
}
