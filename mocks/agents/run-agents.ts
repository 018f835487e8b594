import { recordEffect } from '../../core/kill-switch/record-effect';
import type { Db } from '../db';
import type { Faults } from '../faults/faults';
import { takeBeat } from '../memory-store/memory-beats';
import { LEASE_MS, openStore } from '../ports';
import { callsBetween, type Call } from './calls';
import { LOOP_AFTER_MS, type GatewayName } from './fleet';
import { startGateways, type Boot, type Gateways, type Surroundings } from './gateways';
import { createDenials } from './safe-mode';
import { countCall, newTally, newTraffic, type Outcome } from './tally';

/** Of several pages with one store, one runs the agents. Another takes over when that one has done nothing for so long. */
const TAKEN_OVER_AFTER_MS = 2_000;
/** After this time without any page, a visitor has come back: the agents begin anew. */
const VISIT_MS = 10 * 60_000;
/** How long after a toggle the fault `gateway-late` keeps the beats of a gateway back. */
const LATE_MS = 3_000;

const SILENT: GatewayName = 'gateway-b';
const LATE: GatewayName = 'gateway-c';

export interface Agents {
  /**
   * Lets the agents call and the gateways beat until `now` (ms). What they do follows from the time alone, so nothing has to
   * happen in between, and nothing happens by itself.
   */
  catchUp(db: Db, now: number): Promise<void>;
}

export function createAgents(faults: Faults): Agents {
  const me = crypto.randomUUID();
  let gateways: Gateways | null = null;
  /** The newest database, which is another object after each load. */
  let current: Db;

  const world: Surroundings = {
    bootOf(name): Boot {
      const known = current.data.gateways.find((gateway) => gateway.name === name);
      return { id: known?.id ?? crypto.randomUUID(), calls: structuredClone(known?.calls ?? []) };
    },
    beat: (name, report, at) => (isLost(name, at) ? null : takeBeat(current.data, report, at)),
    keysOf: ({ agent }) =>
      current.data.tenants.flatMap(({ agents }) =>
        agents.filter(({ name, revoked }) => name === agent && !revoked),
      ),
    decided(tenantId, call, { refusal }) {
      count(tenantId, call, refusal === null ? 'allowed' : 'refused');
    },
  };
  let denies: ReturnType<typeof createDenials>;

  function count(tenantId: string, call: Call, decided: Outcome) {
    const { tallies } = current.traffic;
    const outcome = decided === 'allowed' && denies(tenantId, call.at) ? 'denied' : decided;
    tallies[tenantId] = countCall(tallies[tenantId] ?? newTally(), call, outcome);
  }

  function isLost(name: GatewayName, at: number): boolean {
    // One that never reported would be known to nobody, so its first beat arrives.
    if (name === SILENT && faults.has('gateway-silent'))
      return current.data.gateways.some((gateway) => gateway.name === name);
    if (name !== LATE || !faults.has('gateway-late')) return false;
    return current.data.tenants.some(({ switchState: { changedAt } }) => at - (changedAt ?? 0) < LATE_MS);
  }

  function isElsewhere({ by, until }: Db['traffic'], now: number): boolean {
    return by !== null && by !== me && Math.abs(now - until) < TAKEN_OVER_AFTER_MS;
  }

  return {
    async catchUp(db, now) {
      if (isElsewhere(db.traffic, now)) return;
      current = db;
      denies = createDenials(db);
      const isNewVisit = Math.abs(now - db.traffic.until) > VISIT_MS;
      if (isNewVisit) db.traffic = newTraffic(now);
      const { traffic } = db;
      if (isNewVisit || gateways === null || traffic.by !== me) {
        // Before the newest toggle they would find a state that was not there yet.
        const toggled = db.data.tenants.map(({ switchState: { changedAt } }) => changedAt ?? 0);
        traffic.until = Math.min(now, Math.max(traffic.until, ...toggled));
        gateways = startGateways(traffic.until, world);
      }
      traffic.by = me;
      if (now > traffic.until) {
        gateways.runUntil(now, callsBetween(traffic.until, now, traffic.since + LOOP_AFTER_MS));
        traffic.until = now;
      }
      const store = openStore({ db, now, readsReplica: false });
      for (const { tenant, agents } of db.data.tenants) {
        const keyHash = agents[0]?.keyHash ?? '';
        const tally = traffic.tallies[tenant.id] ?? newTally();
        traffic.tallies[tenant.id] = { ...tally, refusing: gateways.refusing(keyHash) };
        await recordEffect(store, tenant.id, { leaseMs: LEASE_MS, newId: () => crypto.randomUUID() });
      }
    },
  };
}
