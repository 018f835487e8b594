import { chmod } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeForTests, TEST_NOW, type HomeForTests } from './testing/home';
import type { OpenHome } from './open-home';

let made: HomeForTests;
beforeAll(async () => {
  made = await makeHomeForTests({ versions: [{ version: '1.0.0' }] });
  await chmod(made.folder, 0o755);
});
afterAll(() => made.remove());

const NOBODY = 65_534;

/** Root may do everything, so it becomes another user for a while. Any other user keeps to the modes anyway. */
async function withoutRights<T>(work: (home: OpenHome) => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work(await made.open());
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** Takes these rights away while something runs. */
async function withModes<T>(modes: Record<string, number>, work: () => Promise<T>): Promise<T> {
  const before = {
    '.': 0o755,
    'events.log': 0o644,
    'state.json': 0o644,
    keys: 0o700,
    'guardian.lock': 0o600,
  };
  const change = async (all: Record<string, number>) => {
    for (const [name, mode] of Object.entries(all)) await chmod(`${made.home}/${name}`, mode).catch(() => {});
  };
  await change(modes);
  try {
    return await work();
  } finally {
    await change(before);
  }
}

describe('somebody without rights in the home', () => {
  it('reads the state, the log and the policy, and verifies everything [F7-50, F7-52]', () =>
    withModes({ keys: 0, '.': 0o555, 'events.log': 0o444 }, () =>
      withoutRights(async (home) => {
        expect(await home.readState()).toMatchObject({ mode: 'NORMAL' });
        expect((await home.policy.read()).intact).toBe(true);
        expect(await home.versions.verify('1.0.0')).toMatchObject({ signature: 'valid' });
        expect(await home.events.verify()).toMatchObject({ ok: true });
        expect(await home.events.list(1, null)).toHaveLength(1);
      }),
    ));

  it('writes nothing: each try is refused, and leaves everything as it was [F7-36]', async () => {
    const before = await (await made.open()).events.verify();
    await withModes({ keys: 0, '.': 0o555, 'events.log': 0o444 }, () =>
      withoutRights(async (home) => {
        const state = await home.readState();
        if (!state) throw new Error('There is no state');
        const tries: [name: string, work: () => Promise<unknown>][] = [
          ['state', () => home.writeState({ ...state, since: 1 })],
          ['event', () => home.events.append({ at: TEST_NOW, kind: 'kill', outcome: 'X', message: 'x' })],
          ['policy', () => home.policy.write({})],
          ['backup', () => home.policy.backUp(TEST_NOW)],
          ['key', () => home.keys.sign(Buffer.from('x'))],
          ['version', () => home.versions.activate('1.0.0')],
          ['lock', () => home.lock()],
        ];
        for (const [name, work] of tries) {
          const code = await work().then(
            () => 'done',
            (error: NodeJS.ErrnoException) => error.code,
          );
          expect([name, code]).toEqual([name, 'EACCES']);
        }
      }),
    );
    const home = await made.open();
    expect(await home.events.verify()).toEqual(before);
    expect((await home.policy.read()).intact).toBe(true);
    expect(await home.problems()).toEqual([]);
  });

  it('is told when it may not read the state: that is not the same as a bad one', () =>
    withModes({ 'state.json': 0 }, () =>
      withoutRights(async (home) => {
        await expect(home.readState()).rejects.toMatchObject({ code: 'EACCES' });
      }),
    ));
});
