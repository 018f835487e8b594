import type { BeatAnswer, BeatReport, KnownSwitch } from '../ports/gateways';
import { judgeCall, type JudgedCall, type Refusal, type Room, type Verdict } from './judge-call';
import { createAllowedCalls } from './leaked';
import { goesBack, holdsLease, learn, NOTHING_KNOWN, type LeaseRules, type Moment } from './lease';
import { createTally } from './tally';

/** The refusals that count. The others are about the call itself, or about this gateway. */
const BY_THE_SWITCH: ReadonlySet<Refusal> = new Set<Refusal>([
  'kill_switch_engaged',
  'kill_switch_unknown',
  'host_safe_mode',
  'host_unknown',
]);

/** What a beat's answer told. */
interface Learned {
  /** The switches with a newer epoch than before. */
  changed: KnownSwitch[];
  /** The answer was older than what is known, or the store's history is another one. It gave no lease. */
  wentBack: boolean;
}

export interface GatewayState {
  judge(call: JudgedCall, now: Moment, room: Room): Verdict;
  /** Counts a decision by the switch or by the agent's host, once for each call, in the turn in which it was made. Other refusals do not count. */
  decided(verdict: Verdict, now: Moment, call: { requestId: string; tool: string }): void;
  /** What the next beat tells the store. */
  report(): BeatReport;
  /** The beat that was sent at `asked` with this report came back. */
  answered(asked: Moment, report: BeatReport, answer: BeatAnswer): Learned;
  holdsLease(now: Moment): boolean;
}

/** Everything that a gateway knows and counts, from its boot to its end. */
export function createGatewayState(gateway: BeatReport['gateway'], rules: LeaseRules): GatewayState {
  let known = NOTHING_KNOWN;
  const tally = createTally();
  const allowed = createAllowedCalls();
  let leaked: BeatReport['leaked'] = [];

  function leakedSince({ tenantId, epoch, changedAt }: KnownSwitch): BeatReport['leaked'][number] {
    if (changedAt === null) return { tenantId, epoch, items: [], complete: false };
    const { items, complete } = allowed.since(tenantId, changedAt);
    const named = items.map(({ requestId, agent, tool, allowedAt }) => {
      return { requestId, agent, tool, allowedAt, gateway: gateway.name };
    });
    return { tenantId, epoch, items: named, complete };
  }

  return {
    judge: (call, now, room) => judgeCall(call, known, now, rules, room),
    decided({ refusal, agent, state }, now, { requestId, tool }) {
      if (!agent || !state) return;
      const decision = { tenantId: agent.tenantId, epoch: state.epoch, agent: agent.name };
      if (refusal === null) {
        const { tenantId, epoch, agent: name } = decision;
        tally.allow(decision, allowed.storeTime(now.monotonic));
        // Written out, because a spread costs more than all the rest of a decision.
        allowed.keep({ at: now.monotonic, tenantId, epoch, requestId, agent: name, tool });
      } else if (BY_THE_SWITCH.has(refusal)) {
        tally.deny(decision);
      }
    },
    report: () => ({
      gateway,
      epochs: [...known.switches.values()].map(({ tenantId, epoch }) => ({ tenantId, epoch })),
      calls: tally.unreported(),
      leaked,
    }),
    answered(asked, report, answer) {
      const before = known.switches;
      const wentBack = goesBack(known, answer);
      known = learn(known, asked, answer);
      const changed = [...known.switches.values()].filter((one) => before.get(one.tenantId) !== one);
      const newer = changed.filter(({ tenantId, epoch }) => before.get(tenantId)?.epoch !== epoch);
      const surprises = newer.filter(({ tenantId, engaged }) => engaged && before.has(tenantId));
      allowed.answered(asked.monotonic, answer.now);
      leaked = [...leaked.filter((one) => !report.leaked.includes(one)), ...surprises.map(leakedSince)];
      tally.reported(report.calls, (tenantId) => known.switches.get(tenantId)?.epoch ?? 0);
      return { changed: newer, wentBack };
    },
    holdsLease: (now) => holdsLease(known, now, rules),
  };
}
