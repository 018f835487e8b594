import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import { startBeatLoop, type BeatOutcome } from '../../core/gateway/beat-schedule';
import type { GatewayError } from '../../core/gateway/call-answers';
import { createGatewayState } from '../../core/gateway/gateway-state';
import { leaseRules, type Moment } from '../../core/gateway/lease';
import type { Rate } from '../../core/ports/ports';
import type { Beats } from '../../core/ports/store';
import { createAuthz } from './authz';
import { createExecute } from './execute';
import { sendError } from './gateway-answers';
import { callOf } from './call-of';
import { createJudge } from './judge';
import { within } from './within';

/** The part of a pino logger that a gateway uses. */
interface GatewayLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface GatewayOptions {
  beats: Beats;
  /** GATEWAY_NAME, or host:port. */
  name: string;
  /** 1000 to 4000; else it throws a RangeError. */
  leaseMs: number;
  /** Where allowed calls go; null to answer them here. */
  upstream: URL | null;
  /** Signs what goes to the upstream, and so is needed with one. */
  upstreamSecret: string | null;
  /** By agent; null for no limit. */
  agentRate: Rate;
  log: GatewayLog;
  /** ms. */
  monotonic?: () => number;
  /** ms since the epoch. */
  wall?: () => number;
  /** At least 0, less than 1. */
  random?: () => number;
  times?: Partial<GatewayTimes>;
  /** How the upstream's address is looked up; Node's own way when it is missing. */
  lookup?: LookupFunction;
}

/** How long a caller and the upstream may take, in ms. */
export interface GatewayTimes {
  bodyMs: number;
  connectMs: number;
  silentMs: number;
}

export interface Gateway {
  /** UUID, new for each boot. */
  id: string;
  /** Answers `/execute`, `/authz` and what is below it. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Beats now, or as soon as the present beat has ended. */
  beatNow(): void;
  /** Whether it holds a lease. */
  isReady(): boolean;
  /** What it decided since its boot: the number of calls by the code of the answer, `allowed` for those handed over. */
  decisions(): Readonly<Record<string, number>>;
  /** Refuses everything from now on, reports its last counters and says goodbye. Never rejects. */
  stop(): Promise<void>;
}

const TIMES: GatewayTimes = { bodyMs: 5_000, connectMs: 1_000, silentMs: 30_000 };
const GOODBYE_MS = 800;

/** A gateway that beats from now on. It refuses every call until the first answer. */
export function createGateway(options: GatewayOptions): Gateway {
  const { beats, name, upstream, upstreamSecret, log, random = Math.random } = options;
  const { monotonic = () => performance.now(), wall = () => Date.now() } = options;
  if (upstream && !upstreamSecret)
    throw new RangeError('An upstream needs a secret, so that it accepts only the gateway.');

  const id = randomUUID();
  const state = createGatewayState({ id, name }, leaseRules(options.leaseMs));
  const now = (): Moment => ({ monotonic: monotonic(), wall: wall() });
  let stopped = false;
  let failing = false;

  async function beat(): Promise<BeatOutcome> {
    const report = state.report();
    // Both clocks are read before the beat leaves: the answer is at least as young.
    const asked = now();
    try {
      const answer = await beats.beat(report);
      const { changed, wentBack } = state.answered(asked, report, answer);
      if (failing) log.info({}, 'the store answers again');
      failing = wentBack;
      if (wentBack) log.warn({}, 'the store shows an older epoch than before, so its answer gives no lease');
      for (const gateway of answer.forgotten)
        log.warn({ gateway }, 'this gateway was silent for 24 hours, and is no longer listed');
      for (const { tenantId, epoch, engaged } of changed) log.info({ tenantId, epoch, engaged }, 'new epoch');
      return changed.length > 0 ? 'changed' : 'answered';
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the store does not answer');
      failing = true;
      return 'failed';
    }
  }

  const loop = startBeatLoop({
    async send(done) {
      done(await beat());
    },
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    random,
  });
  const unlisten = beats.onToggle(() => loop.beatNow());

  const judge = createJudge({ state, now, agentRate: options.agentRate, isStopped: () => stopped });
  const times = { ...TIMES, ...options.times };
  const target =
    upstream && upstreamSecret
      ? { url: upstream, secret: upstreamSecret, wall, lookup: options.lookup }
      : null;
  const execute = createExecute({ judge, times, target, log });
  const authz = createAuthz(judge);

  return {
    id,
    handle(request, response) {
      const { url = '' } = request;
      const path = url === '/execute' ? url : (url.split('?', 1)[0] ?? '');
      if (path === '/execute' && request.method === 'POST') return execute(request, response);
      if (path === '/authz' || path.startsWith('/authz/')) return authz(request, response);
      const error: GatewayError = path === '/execute' ? 'method_not_allowed' : 'not_found';
      const headers = path === '/execute' ? ['Allow', 'POST'] : [];
      sendError(response, callOf(request).requestId, error, { headers });
    },
    beatNow: () => loop.beatNow(),
    isReady: () => !stopped && state.holdsLease(now()),
    decisions: judge.decisions,
    async stop() {
      if (stopped) return;
      stopped = true;
      unlisten();
      loop.stop();
      await within(GOODBYE_MS, beat());
      await within(GOODBYE_MS, beats.leave(id));
    },
  };
}
