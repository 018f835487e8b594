import { startBeatLoop } from '../../core/gateway/beat-schedule';
import { createGatewayState } from '../../core/gateway/gateway-state';
import type { Verdict } from '../../core/gateway/judge-call';
import { leaseRules, type Moment } from '../../core/gateway/lease';
import { createEvents, createRandom } from '../../core/gateway/simulation/events';
import type { AgentCalls, BeatAnswer, BeatReport } from '../../core/ports/gateways';
import { LEASE_MS } from '../ports';
import type { Call } from './calls';
import { GATEWAY_NAMES, type GatewayName } from './fleet';

/** A gateway as the store knows it: its id, and what it counted before the page that ran it was closed. */
export interface Boot {
  id: string;
  calls: readonly AgentCalls[];
}

/** What is around the gateways. Times are ms since the epoch. */
export interface Surroundings {
  bootOf(name: GatewayName): Boot;
  /** A beat goes to the store and comes back at once; null when it is lost. */
  beat(name: GatewayName, report: BeatReport, at: number): BeatAnswer | null;
  /** The keys that a call is made with: each tenant has an agent of that name. */
  keysOf(call: Call): readonly { tenantId: string; keyHash: string }[];
  decided(tenantId: string, call: Call, verdict: Verdict): void;
}

export interface Gateways {
  /** Lets the time pass until `end`: the gateways beat, and judge these calls, all in the order of their times. */
  runUntil(end: number, calls: readonly Call[]): void;
  /** How many refuse the calls with this key now. */
  refusing(keyHash: string): number;
}

const ROOM = { full: false, withinRate: () => true };

/** The demo's gateways, made of core's rules and core's schedule. They boot at `start`, and time passes only in `runUntil`. */
export function startGateways(start: number, world: Surroundings): Gateways {
  const events = createEvents();
  const rules = leaseRules(LEASE_MS);
  const time = () => Math.floor(start + events.now());
  const moment = (): Moment => ({ monotonic: events.now(), wall: time() });

  const running = GATEWAY_NAMES.map((name, index) => {
    const boot = world.bootOf(name);
    const state = createGatewayState({ id: boot.id, name }, rules);
    startBeatLoop({
      random: createRandom(index),
      after: (ms, action) => events.after(ms, action),
      send(done) {
        const asked = moment();
        const report = state.report();
        const answer = world.beat(name, goOnCounting(report, boot.calls), time());
        // Without an answer the beat times out.
        if (answer) done(state.answered(asked, report, answer).changed.length > 0 ? 'changed' : 'answered');
      },
    });
    return { name, state };
  });

  function take(call: Call) {
    const state = running.find(({ name }) => name === call.gateway)?.state;
    for (const { tenantId, keyHash } of world.keysOf(call)) {
      const now = moment();
      const verdict = state?.judge({ keyHash, tenantId: null }, now, ROOM);
      if (!verdict) continue;
      state?.decided(verdict, now, { requestId: call.id, tool: call.tool });
      world.decided(tenantId, call, verdict);
    }
  }

  return {
    runUntil(end, calls) {
      for (const call of calls) events.after(call.at - start - events.now(), () => take(call));
      events.runUntil(end - start);
    },
    refusing: (keyHash) =>
      running.filter(({ state }) => state.judge({ keyHash, tenantId: null }, moment(), ROOM).refusal !== null)
        .length,
  };
}

/** Totals grow from what the store has, also when another page runs the gateway from now on. */
function goOnCounting(report: BeatReport, before: readonly AgentCalls[]): BeatReport {
  const calls = report.calls.map((own) => {
    const { tenantId, epoch, agent, allowed, denied } = own;
    const earlier = before.find(
      (other) => other.tenantId === tenantId && other.epoch === epoch && other.agent === agent,
    );
    return {
      ...own,
      allowed: allowed + (earlier?.allowed ?? 0),
      denied: denied + (earlier?.denied ?? 0),
      lastAllowedAt: own.lastAllowedAt ?? earlier?.lastAllowedAt ?? null,
    };
  });
  return { ...report, calls };
}
