import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewEvent } from '../../core/guardian/events';
import type { CommandResult, InsideCore } from '../ports';
import { createBroker, type BrokerPorts } from './create-broker';

const WIDE = {
  shell_execution_allowed: true,
  self_upgrade_allowed: true,
  autonomy_ceiling: 'PROFILE-STANDARD',
};

let project: string;
let events: NewEvent[];
let ports: BrokerPorts;
let mode: ReturnType<BrokerPorts['mode']>;
let result: CommandResult;
let commands: string[];
const inside: InsideCore & { stopping: boolean } = {
  stopping: false,
  async runCommand(command) {
    commands.push(command);
    return result;
  },
};

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'guardian-broker-'));
  [events, commands, mode] = [[], [], 'NORMAL'];
  inside.stopping = false;
  result = { code: 0, stdout: 'out', stderr: '', killed: null };
  ports = {
    project,
    mode: () => mode,
    settings: () => WIDE,
    append: async (event) => void events.push(event),
    proposeUpgrade: async (version) => `looked at ${version}`,
    now: () => 1_000,
  };
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(project, { recursive: true, force: true });
});

const outcomes = () => events.map(({ capability, outcome }) => `${capability} ${outcome}`);
const asking = (capability: string, given: Record<string, unknown> = {}, id = 1) =>
  ({ id, capability, arguments: given }) as const;

describe('the broker', () => {
  it('does what is allowed, and records it [F7-14, F7-15, F7-16, F7-19]', async () => {
    const { handle } = createBroker(ports);
    const answers = [
      await handle(asking('ai_planning'), inside),
      await handle(asking('shell_execution', { command: 'date' }), inside),
      await handle(asking('file_operations', { operation: 'write', path: 'a.txt', content: 'hi' }), inside),
      await handle(asking('file_operations', { operation: 'read', path: 'a.txt' }), inside),
      await handle(asking('self_upgrade', { version: '2.0.0' }), inside),
      await handle(asking('autonomy', { profile: 'PROFILE-SAFE' }), inside),
    ];
    expect(answers.map((answer) => answer.allowed && answer.result)).toEqual([
      null,
      result,
      undefined,
      { text: 'hi', size: 2, truncated: false },
      'looked at 2.0.0',
      { profile: 'PROFILE-SAFE' },
    ]);
    expect([commands, readFileSync(join(project, 'a.txt'), 'utf8')]).toEqual([['date'], 'hi']);
    expect(new Set(events.map(({ outcome }) => outcome))).toEqual(new Set(['ALLOWED']));
    expect(events).toHaveLength(6);
  });

  it('refuses everything in Safe Mode, does nothing, and records each refusal [F7-77, F7-78, F7-79, F7-80, F7-81, F7-82, F7-88, F7-89, F7-90, F7-91, F7-92, F7-94, F7-105, F7-107, F7-109, F7-110, INV-OPER-2]', async () => {
    mode = 'SAFE';
    const { handle } = createBroker(ports);
    const proposed = vi.spyOn(ports, 'proposeUpgrade');
    for (const request of [
      asking('ai_planning'),
      asking('shell_execution', { command: 'date' }),
      asking('network', { url: 'http://127.0.0.1:1/' }),
      asking('file_operations', { operation: 'write', path: 'a.txt', content: 'hi' }),
      asking('self_upgrade', { version: '2.0.0' }),
      asking('autonomy', { profile: 'PROFILE-SAFE' }),
      asking('anything'),
    ]) {
      expect(await handle(request, inside)).toEqual({ id: 1, allowed: false, why: 'DENIED (Safe Mode)' });
    }
    expect([commands, readdirSync(project), proposed.mock.calls]).toEqual([[], [], []]);
    expect(outcomes()).toEqual(
      [
        'ai_planning',
        'shell_execution',
        'network',
        'file_operations',
        'self_upgrade',
        'autonomy',
        'unknown',
      ].map((capability) => `${capability} DENIED (Safe Mode)`),
    );
  });

  it('has the event in the log before it does anything or answers', async () => {
    let write = () => {};
    ports.append = (event) => new Promise<void>((resolve) => (write = () => (events.push(event), resolve())));
    const { handle } = createBroker(ports);
    const answer = handle(asking('shell_execution', { command: 'date' }), inside);
    const early = await Promise.race([answer, new Promise((resolve) => setImmediate(resolve, 'not yet'))]);
    expect([early, commands]).toEqual(['not yet', []]);
    write();
    expect(await answer).toMatchObject({ allowed: true });
  });

  it('does not do what was allowed when the mode changes, or Core is being ended, while it is recorded', async () => {
    ports.append = async (event) => {
      events.push(event);
      mode = 'OPERATOR_OVERRIDE';
    };
    const { handle } = createBroker(ports);
    const request = asking('shell_execution', { command: 'date' });
    expect(await handle(request, inside)).toMatchObject({ allowed: false, why: 'DENIED (Safe Mode)' });
    expect([commands, outcomes()]).toEqual([
      [],
      ['shell_execution ALLOWED', 'shell_execution DENIED (Safe Mode)'],
    ]);
    mode = 'NORMAL';
    ports.append = async () => {};
    inside.stopping = true;
    expect(await handle(request, inside)).toMatchObject({ allowed: false });
    expect(commands).toEqual([]);
  });

  it('cannot be flooded: ten events a second, then one with the number, and who floods waits for it', async () => {
    vi.useFakeTimers();
    const { handle } = createBroker(ports);
    const answers = Array.from({ length: 500 }, (_, id) => handle(asking('nonsense', {}, id), inside));
    await vi.advanceTimersByTimeAsync(999);
    expect(events).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1);
    await Promise.all(answers);
    expect(events).toHaveLength(11);
    expect(events.at(-1)).toMatchObject({
      message: 'Core asked for unknown 490 more times',
      outcome: 'DENIED (profile)',
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('records what Core had sent and not got when it was stopped, at once [F7-105]', async () => {
    vi.useFakeTimers();
    const { recordUnanswered } = createBroker(ports);
    const left = Array.from({ length: 13 }, (_, id) => asking('network', {}, id));
    await recordUnanswered(left);
    expect(events).toHaveLength(11);
    expect(new Set(outcomes())).toEqual(new Set(['network DENIED (Safe Mode)']));
    expect(events.at(-1)?.message).toBe('Core asked for network 3 more times');
    await recordUnanswered([]);
    expect(events).toHaveLength(11);
  });

  it('records that it ended a runaway command, which is a kill, and answers Core, which goes on [F7-132]', async () => {
    const { handle } = createBroker({ ...ports, limits: { processes: 32, milliseconds: 60_000 } });
    for (const killed of ['processes', 'time'] as const) {
      result = { ...result, code: null, killed };
      expect(await handle(asking('shell_execution', { command: 'x' }), inside)).toMatchObject({
        allowed: true,
        result,
      });
    }
    const kills = events.filter(({ kind }) => kind === 'kill');
    expect(kills.map(({ message }) => message)).toEqual([
      'A shell command of Core had more than 32 processes: its processes were ended, Core goes on',
      'A shell command of Core ran for 60 s: its processes were ended, Core goes on',
    ]);
    expect(new Set(kills.map(({ outcome }) => outcome))).toEqual(new Set(['COMMAND TERMINATED']));
  });

  it('refuses what only shows on the disk to lead out of the project, and says when something fails', async () => {
    symlinkSync('/etc', join(project, 'etc'));
    const { handle } = createBroker(ports);
    const read = (path: string) => handle(asking('file_operations', { operation: 'read', path }), inside);
    expect(await read('etc/passwd')).toMatchObject({ allowed: false, why: 'DENIED (profile)' });
    expect(outcomes()).toEqual(['file_operations ALLOWED', 'file_operations DENIED (profile)']);
    expect(await read('missing')).toMatchObject({
      allowed: true,
      result: { error: expect.stringContaining('ENOENT') },
    });
    const without = createBroker({ ...ports, project: null });
    expect(
      await without.handle(asking('file_operations', { operation: 'list', path: '' }), inside),
    ).toMatchObject({
      allowed: false,
    });
  });
});
