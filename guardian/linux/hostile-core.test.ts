import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NewEvent } from '../../core/guardian/events';
import { createBroker } from '../core-process/create-broker';
import type { RunningCore } from '../ports';
import { createLinuxRunner } from './linux-runner';
import { createHostileHost, type HostileHost } from './testing/hostile-host';
import { countWith } from './testing/seen-from-outside';

/** The policy of an ordinary host. It allows no shell, no upgrade and no network; reading and writing the project it allows. */
const SETTINGS = {
  shell_execution_allowed: false,
  self_upgrade_allowed: false,
  autonomy_ceiling: 'PROFILE-STANDARD',
};
/** These work, and change nothing outside of Core. */
const HARMLESS = [
  'mount the control groups as root of its own',
  'end every process that it can see',
  'listen where the host could connect',
  'leave a process behind that nobody knows',
  'take back the signal of its parent',
  'make up a home in its own /tmp',
];

let host: HostileHost;
let core: RunningCore;
let before: Record<string, string>;
const events: NewEvent[] = [];
const reports: Record<string, unknown>[] = [];
const user = { uid: 80_000 + (process.pid % 10_000), gid: 80_000 };

beforeAll(async () => {
  host = await createHostileHost(user.uid);
  before = host.snapshot();
  const broker = createBroker({
    project: host.project,
    mode: () => 'NORMAL',
    settings: () => SETTINGS,
    append: async (event) => void events.push(event),
    proposeUpgrade: () => Promise.reject(new Error('never')),
    now: Date.now,
  });
  const runner = await createLinuxRunner({ home: host.home, project: host.project, user });
  core = await runner.start(host.folder, async (request, inside) => {
    if (request.capability !== 'report') return broker.handle(request, inside);
    reports.push(request.arguments);
    return { id: request.id, allowed: true, result: null };
  });
  await vi.waitUntil(() => reports.some(({ finished }) => finished), { timeout: 90_000, interval: 50 });
});
afterAll(async () => {
  await core?.kill();
  await host?.close();
});

describe('a hostile Core', () => {
  it('has tried some forty ways out, and thinks itself that those failed which would change something', () => {
    const tried = reports.filter(({ name }) => name !== undefined);
    expect(tried.length).toBeGreaterThanOrEqual(40);
    const succeeded = tried.filter(({ outcome }) => outcome === 'done').map(({ name }) => name);
    expect(succeeded.filter((name) => !HARMLESS.includes(String(name)))).toEqual([]);
  });

  it('has changed no file of this host: not KILL, the key, the policy, the state, the log, its program, the project [F7-07, F7-34, F7-35, F7-36, INV-OPER-1, F7-45]', () => {
    expect(host.snapshot()).toEqual(before);
  });

  it('has reached no service, and cannot be reached: there is no network and no socket [F7-07]', async () => {
    expect([host.reached(), await host.hasListener()]).toEqual([0, false]);
  });

  it('has ended no process but its own: not the Guardian, and not one of its own user', () => {
    expect([host.victim.exitCode, host.victim.signalCode]).toEqual([null, null]);
  });

  it('was refused by the broker whatever the policy does not allow, and each refusal is an event [F7-107]', async () => {
    const wishes = reports.filter(({ wish }) => wish !== undefined);
    expect(wishes).toHaveLength(8);
    for (const { wish, answer } of wishes) {
      expect([wish, answer]).toEqual([wish, { allowed: false, why: 'DENIED (profile)' }]);
    }
    /** Beyond ten a second, one event stands for several. */
    const numberOf = ({ message }: NewEvent) => Number(/(\d+) more times$/.exec(message)?.[1] ?? 1);
    const count = (capability: string) =>
      events
        .filter((event) => event.capability === capability && event.outcome === 'DENIED (profile)')
        .reduce((sum, event) => sum + numberOf(event), 0);
    const capabilities = ['shell_execution', 'network', 'file_operations', 'self_upgrade', 'autonomy'];
    // Of the unknown, one is a capability that there is not, one half a line, and one a line that is too long.
    await vi.waitFor(() => {
      expect([...capabilities, 'unknown'].map(count)).toEqual([1, 1, 3, 1, 1, 3]);
    }, 10_000);
  });

  it('is gone with everything that it hid, within a second of being killed [F7-25]', async () => {
    expect(countWith(host.mark)).toBeGreaterThanOrEqual(2);
    const from = performance.now();
    await core.kill();
    const took = performance.now() - from;
    expect([countWith(host.mark), await core.countChildren(), took < 1_000]).toEqual([0, 0, true]);
  });
});
