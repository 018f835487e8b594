import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';

const SUPERVISOR = resolve(import.meta.dirname, 'exacta-guardian-supervisor');

const soon = { timeout: 20_000, interval: 50 };

interface Options {
  diesAtOnce?: boolean;
  /** It runs, and never touches its heartbeat. */
  neverBeats?: boolean;
  /** Other values for the seconds that the supervisor waits. */
  limits?: Record<string, number>;
}

/** A folder with the supervisor and a fake Guardian. Whatever runs there ends with the test. */
function place(onTestFinished: (work: () => Promise<void>) => void, options: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'exacta-supervisor-'));
  const children: ChildProcess[] = [];
  onTestFinished(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    // The last Guardian dies with its supervisor; it may still be touching its heartbeat.
    await vi.waitFor(() => expect(started().some(isThere)).toBe(false), soon);
    rmSync(folder, { recursive: true, force: true });
  });

  const lines = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  };
  /** The process ids of the Guardians that were started, oldest first. */
  const started = () => lines('starts').map((line) => Number(line.split(' ')[0]));

  /** A program that does as a Guardian does, for the supervisor: it touches its heartbeat, and ends cleanly when told. */
  function install({ diesAtOnce = false, neverBeats = false, limits = {} }: Options) {
    mkdirSync(join(folder, 'home'), { recursive: true });
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    };
    write(
      'exacta-guardian',
      `#!/bin/sh
echo "$$ $*" >>"${folder}/starts"
trap 'echo told >>"${folder}/told"; exit 0' TERM
${diesAtOnce ? 'exit 3' : `while :; do ${neverBeats ? ':' : `touch "${folder}/home/heartbeat"`}; sleep 0.2; done`}
`,
    );
    write('systemd-notify', `#!/bin/sh\necho "$*" >>"${folder}/notified"\n`);
    let text = readFileSync(SUPERVISOR, 'utf8');
    for (const [name, seconds] of Object.entries(limits)) {
      const line = new RegExp(`^${name}=\\d+`, 'm');
      expect(text).toMatch(line);
      text = text.replace(line, `${name}=${seconds}`);
    }
    write('exacta-guardian-supervisor', text);
  }

  function run(...more: string[]) {
    const child = spawn(
      join(folder, 'exacta-guardian-supervisor'),
      ['--home', join(folder, 'home'), ...more],
      {
        env: { PATH: `${folder}:${process.env['PATH']}`, NOTIFY_SOCKET: '/run/not-there' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    children.push(child);
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => void said.push(text));
    const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code, said: said.join('') }));
    return { child, ended };
  }

  install(options);
  return { lines, started, run };
}

function isThere(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

// They wait more than they work.
describe.concurrent('the supervisor', () => {
  test('a Guardian that hangs gets no word to systemd, is killed, and is started again', async ({
    onTestFinished,
  }) => {
    const { lines, started, run } = place(onTestFinished, { limits: { HANGS_AFTER: 3 } });
    run('--safe-mode');
    await vi.waitFor(() => expect(lines('notified').length).toBeGreaterThan(1), soon);
    expect(lines('notified').slice(0, 2)).toStrictEqual(['READY=1 WATCHDOG=1', 'WATCHDOG=1']);
    expect(lines('starts')[0]).toMatch(/^\d+ --daemon --home \S+ --safe-mode$/);

    const [first = 0] = started();
    process.kill(first, 'SIGSTOP');
    await vi.waitFor(() => expect(started().length).toBe(2), soon);
    expect(isThere(first)).toBe(false);
    // Three seconds without a heartbeat, of which systemd was told at most the first two.
    expect(lines('notified').filter((line) => line.startsWith('READY')).length).toBeLessThanOrEqual(2);
    await vi.waitFor(
      () => expect(lines('notified').filter((line) => line.startsWith('READY')).length).toBe(2),
      soon,
    );
  });

  test('a Guardian without a first heartbeat is never called ready, and is killed', async ({
    onTestFinished,
  }) => {
    const { lines, started, run } = place(onTestFinished, { neverBeats: true, limits: { BEGINS_WITHIN: 2 } });
    run();
    await vi.waitFor(() => expect(started().length).toBe(2), soon);
    expect(isThere(started()[0] ?? 0)).toBe(false);
    expect(lines('notified')).toStrictEqual([]);
  });

  test('a Guardian that is killed is started again, and one that was told to stop is not', async ({
    onTestFinished,
  }) => {
    const { lines, started, run } = place(onTestFinished);
    const { child, ended } = run();
    await vi.waitFor(() => expect(started().length).toBe(1), soon);
    process.kill(started()[0] ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(started().length).toBe(2), soon);
    await vi.waitFor(() => expect(lines('notified').length).toBeGreaterThan(0), soon);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(lines('told')).toStrictEqual(['told']);
    expect(lines('notified').at(-1)).toBe('STOPPING=1');
    expect(started().some(isThere)).toBe(false);
  });

  test('exacta-guardian --stop ends the supervisor as well', async ({ onTestFinished }) => {
    const { lines, started, run } = place(onTestFinished);
    const { ended } = run();
    await vi.waitFor(() => expect(lines('notified').length).toBeGreaterThan(0), soon);
    process.kill(started()[0] ?? 0, 'SIGTERM');
    expect(await ended).toMatchObject({ code: 0, said: expect.stringContaining('was stopped') });
    expect(started()).toHaveLength(1);
  });

  test('a Guardian that does not end when it is told is killed in time, however often this is told', async ({
    onTestFinished,
  }) => {
    const { lines, started, run } = place(onTestFinished, { limits: { ENDS_WITHIN: 1, HANGS_AFTER: 60 } });
    const { child, ended } = run();
    await vi.waitFor(() => expect(lines('notified').length).toBeGreaterThan(0), soon);
    process.kill(started()[0] ?? 0, 'SIGSTOP');
    const again = setInterval(() => child.kill('SIGTERM'), 200);
    expect(await ended.finally(() => clearInterval(again))).toMatchObject({
      code: 0,
      said: expect.stringContaining('It is killed'),
    });
  });

  test('a Guardian that dies at once is started again after longer and longer waits, and never given up', async ({
    onTestFinished,
  }) => {
    const { started, run } = place(onTestFinished, { diesAtOnce: true, limits: { LONGEST_WAIT: 2 } });
    const { child, ended } = run();
    await vi.waitFor(() => expect(started().length).toBe(4), soon);
    child.kill('SIGTERM');
    const { code, said } = await ended;
    expect(code).toBe(0);
    const waits = [...said.matchAll(/ended with code 3. It is started again in (\d) seconds/g)].map(
      ([, wait]) => wait,
    );
    expect(waits.slice(0, 3)).toStrictEqual(['1', '2', '2']);
  });

  test('only one supervisor works for a home, and a Guardian does not outlive its supervisor', async ({
    onTestFinished,
  }) => {
    const { lines, started, run } = place(onTestFinished);
    const { child, ended } = run();
    await vi.waitFor(() => expect(lines('notified').length).toBeGreaterThan(0), soon);
    expect(await run().ended).toMatchObject({ code: 7, said: expect.stringContaining('Another supervisor') });
    const [guardian = 0] = started();
    child.kill('SIGKILL');
    await ended;
    await vi.waitFor(() => expect(isThere(guardian)).toBe(false), soon);
    // The lock has ended with it.
    run();
    await vi.waitFor(() => expect(started().length).toBe(2), soon);
  });
});
