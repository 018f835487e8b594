import type { BeatAnswer, BeatReport } from '../../ports/gateways';
import { startBeatLoop, type BeatLoop } from '../beat-schedule';
import { createGatewayState, type GatewayState } from '../gateway-state';
import type { LeaseRules, Moment } from '../lease';
import type { Events } from './events';

export const KEY = 'key';

/** What gateways need of the world around them. */
export interface Surroundings {
  events: Events;
  random(): number;
  rules: LeaseRules;
  /** Sends a beat over the network. The answer comes once or never. */
  ask(report: BeatReport, done: (answer: BeatAnswer) => void): void;
  /** ms until the upstream's connection stands. */
  connectMs(): number;
  handedOver(epoch: number): void;
}

export interface SimulatedGateway {
  /** The store says that there was a toggle. */
  push(): void;
  /** An agent calls. */
  call(): void;
  /** The process stands still, and the clocks run. */
  stopFor(ms: number): void;
  /** The machine sleeps: process and monotonic clock stand still, and the wall clock runs. */
  suspendFor(ms: number): void;
  /** It ends, and another process begins that knows nothing. */
  crash(): void;
  /** Somebody sets the wall clock. */
  setWall(byMs: number): void;
  /** The epochs that it reported, in order, by the process that runs now. */
  reported: number[];
}

const ROOM = { full: false, withinRate: () => true };

/** A gateway made of the real rules and the real schedule, on clocks and a network that are made up. */
export function startGateway(world: Surroundings): SimulatedGateway {
  const { events, random, rules } = world;
  let asleepUntil = 0;
  let sleptMs = 0;
  let wallOff = random() * 1e6;
  let boot = 0;
  let state: GatewayState;
  let loop: BeatLoop;

  /** The wall clock is rounded down to whole ms, as Date.now() is. */
  const moment = (): Moment => ({
    monotonic: events.now() - sleptMs,
    wall: Math.floor(events.now() + wallOff),
  });

  /** Runs it in this process, when the process runs; never in a later one. */
  function awake(action: () => void) {
    const mine = boot;
    const run = () => {
      if (mine !== boot) return;
      if (events.now() < asleepUntil) events.after(asleepUntil - events.now(), run);
      else action();
    };
    run();
  }

  function start() {
    boot += 1;
    asleepUntil = 0;
    gateway.reported = [];
    state = createGatewayState({ id: String(boot), name: 'simulated' }, rules);
    loop = startBeatLoop({
      random,
      after: (ms, action) => events.after(ms, () => awake(action)),
      send(done) {
        const asked = moment();
        const report = state.report();
        gateway.reported.push(...report.epochs.map(({ epoch }) => epoch));
        world.ask(report, (answer) =>
          awake(() =>
            done(state.answered(asked, report, answer).changed.length > 0 ? 'changed' : 'answered'),
          ),
        );
      },
    });
  }

  /** Judged when the call has come, and again when the upstream's connection stands. */
  function judge() {
    const now = moment();
    const verdict = state.judge({ keyHash: KEY, tenantId: null }, now, ROOM);
    return { verdict, now };
  }

  const gateway: SimulatedGateway = {
    reported: [],
    push: () => awake(() => loop.beatNow()),
    call: () =>
      awake(() => {
        if (judge().verdict.refusal !== null) return;
        events.after(world.connectMs(), () =>
          awake(() => {
            const { verdict, now } = judge();
            state.decided(verdict, now, { requestId: 'r', tool: 't' });
            if (verdict.refusal === null) world.handedOver(verdict.state.epoch);
          }),
        );
      }),
    stopFor: (ms) => void (asleepUntil = Math.max(asleepUntil, events.now() + ms)),
    suspendFor(ms) {
      if (events.now() < asleepUntil) return;
      asleepUntil = events.now() + ms;
      // Until it wakes, nobody reads its clocks.
      sleptMs += ms;
    },
    crash() {
      loop.stop();
      start();
    },
    setWall: (byMs) => void (wallOff += byMs),
  };
  start();
  return gateway;
}
