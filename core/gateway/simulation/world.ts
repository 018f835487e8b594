import type { BeatAnswer, KnownSwitch } from '../../ports/gateways';
import type { LeaseRules } from '../lease';
import { createEvents, createRandom } from './events';
import { KEY, startGateway, type SimulatedGateway, type Surroundings } from './simulated-gateway';

/** A committed toggle, at a moment of real time. */
interface Commit {
  at: number;
  epoch: number;
  engaged: boolean;
}

/** A call that left a gateway, and the epoch that allowed it. */
interface HandedOver {
  at: number;
  epoch: number;
}

export interface Weather {
  /** How likely it is that a message is lost, delayed for long, and so on: 0 for a calm world, 1 for the worst. */
  trouble: number;
  seconds: number;
  rules: LeaseRules;
}

export interface History {
  commits: Commit[];
  handedOver: HandedOver[];
  calls: number;
  /** What each gateway reported as its epoch, in order. */
  reported: number[][];
}

const TENANT = 'tenant';
const GATEWAYS = 2;

/** Plays one schedule that follows from the seed alone, and tells what happened by the real time that nobody in it knows. */
export function play(seed: number, { trouble, seconds, rules }: Weather): History {
  const random = createRandom(seed);
  const events = createEvents();
  const history: History = { commits: [], handedOver: [], calls: 0, reported: [] };
  const chance = (likely: number) => random() < likely * trouble;
  let cutUntil = 0;

  const present = () => history.commits.at(-1) ?? { at: 0, epoch: 0, engaged: false };

  function read(): BeatAnswer {
    const { at, epoch, engaged } = present();
    const state: KnownSwitch = { tenantId: TENANT, epoch, engaged, reason: null, by: null, changedAt: at };
    const agents = [{ keyHash: KEY, tenantId: TENANT, name: 'agent', host: null }];
    return { now: events.now(), switches: [state], agents, hosts: [], forgotten: [] };
  }

  /** One way through the network: lost, held up for seconds, or a few ms. So messages overtake one another. */
  function travel(arrive: () => void) {
    if (events.now() < cutUntil || chance(0.15)) return;
    events.after(chance(0.2) ? random() * 6_000 : random() * 20, arrive);
  }

  const surroundings: Surroundings = {
    events,
    random,
    rules,
    ask(_report, done) {
      travel(() => {
        const answer = read();
        travel(() => done(answer));
      });
    },
    connectMs: () => (chance(0.1) ? random() * 3_000 : random() * 5),
    handedOver: (epoch) => void history.handedOver.push({ at: events.now(), epoch }),
  };

  const gateways: SimulatedGateway[] = Array.from({ length: GATEWAYS }, () => startGateway(surroundings));

  function every(meanMs: number, happens: () => void) {
    events.after(random() * 2 * meanMs, () => {
      happens();
      every(meanMs, happens);
    });
  }

  every(3_000, () => {
    const { epoch, engaged } = present();
    history.commits.push({ at: events.now(), epoch: epoch + 1, engaged: !engaged });
    if (chance(0.5)) return;
    for (const gateway of gateways) events.after(random() * 100, gateway.push);
  });
  every(5_000, () => chance(0.5) && (cutUntil = events.now() + random() * 10_000));
  for (const gateway of gateways) {
    every(100, () => {
      history.calls += 1;
      gateway.call();
    });
    every(6_000, () => chance(0.7) && gateway.stopFor(random() * 8_000));
    every(15_000, () => chance(0.5) && gateway.crash());
    // A wall clock that is set back while the machine sleeps, by as much as it sleeps, would hide the sleep: not both.
    if (random() < 0.5) every(6_000, () => chance(0.7) && gateway.suspendFor(random() * 8_000));
    else every(8_000, () => chance(0.7) && gateway.setWall((random() - 0.5) * 4_000));
  }
  events.runUntil(seconds * 1_000);
  history.reported = gateways.map(({ reported }) => reported);
  return history;
}

/** The calls that were handed over on a state that had ended more than 5 s before, or that was engaged. */
export function violations({ commits, handedOver }: History): HandedOver[] {
  const states = [{ at: 0, epoch: 0, engaged: false }, ...commits];
  return handedOver.filter(({ at, epoch }) => {
    const ended = states[epoch + 1]?.at ?? Infinity;
    return states[epoch]?.engaged !== false || at > ended + 5_000;
  });
}
