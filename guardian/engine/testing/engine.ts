import type { Look, OperatorSwitch } from '../../ports';
import type { Clock } from '../clock';
import { coreForTests } from './fake-core';
import { createEngine } from '../create-engine';
import type { BrokerNeeds, EngineParts } from '../engine-parts';
import { memoryHomeForTests, type MemoryHome } from './memory-home';

export const EXIT = '/guardian/safe-mode/exit';
export const ENTER = '/guardian/safe-mode/enter';
export const outcomes = (events: { kind: string; outcome: string }[]): string[] =>
  events.map(({ kind, outcome }) => `${kind} ${outcome}`);

/** A clock that moves when a test says so. */
export function clockForTests() {
  let now = Date.parse('2026-11-27T09:00:00Z');
  let timers: { at: number; work: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
  };
  /** What was begun by then, and does not wait for the disk or for time, is done. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    settle,
    async pass(ms: number): Promise<void> {
      await settle();
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
      await settle();
    },
  };
}

const switchAt = (location: string): OperatorSwitch & { found: Look } => ({
  location,
  found: 'absent',
  look() {
    return Promise.resolve(this.found);
  },
});

/** An engine of a Guardian on a home in memory, which has begun, and where `isStarted` has let Core start. */
export async function engineForTests({
  home = memoryHomeForTests(),
  isStarted = true,
  works = 'guardian',
}: { home?: MemoryHome; isStarted?: boolean; works?: EngineParts['works'] } = {}) {
  const { clock, settle, pass } = clockForTests();
  const core = coreForTests();
  const killFile = switchAt('/home/KILL');
  const key = switchAt('/key');
  const said: string[] = [];
  let needs: BrokerNeeds | null = null;
  let ids = 0;
  const engine = await createEngine({
    home,
    switches: { kill_file: killFile, registry: key },
    facts: { host: 'host-1', version: '2.2.0', platform: 'linux' },
    works,
    flag: false,
    unclean: false,
    runner: core,
    makeBroker(given) {
      needs = given;
      return {
        handle: ({ id }) => Promise.resolve({ id, allowed: false, why: '' }),
        recordUnanswered: () => Promise.resolve(),
      };
    },
    readFile: () => Promise.resolve({ found: 'nothing' }),
    clock,
    newId: () => `id-${++ids}`,
    say: (line) => void said.push(line),
    onStop: () => {},
  });
  if (works === 'guardian') await engine.begin();
  if (isStarted) engine.letCoreStart();
  await settle();

  function ask(method: string, path: string, role = 'ADMIN', more: object = {}) {
    const call = {
      method,
      path,
      query: new URLSearchParams(),
      body: JSON.stringify({ reason: 'Drill', confirm: true, ...more }),
      requestId: 'r',
      adminToken: null,
    };
    return engine.ask(call, { id: 'ada', email: 'ada@host', role });
  }
  const propose = (version: string) =>
    needs?.proposeUpgrade(version) ?? Promise.reject(new Error('no broker'));
  return { engine, home, core, killFile, key, said, ask, propose, settle, pass };
}
