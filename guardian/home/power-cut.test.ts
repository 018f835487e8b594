import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesWithPowerCut, PowerCut } from './testing/failing-files';
import { makeHomeForTests, TEST_NOW, type HomeForTests } from './testing/home';
import type { OpenHome } from './open-home';

let made: HomeForTests;
beforeAll(async () => {
  made = await makeHomeForTests({ versions: [{ version: '1.0.0' }] });
});
afterAll(() => made.remove());

/** More steps than any of these works has. */
const MOST_STEPS = 60;

/** Does the work again and again, with a power cut at step 0, 1, 2…, until it comes to its end. Answers how many cuts there were. */
async function cutAtEachStep(
  work: (home: OpenHome) => Promise<unknown>,
  check: (isDone: boolean) => Promise<void>,
): Promise<number> {
  for (let limit = 0; limit < MOST_STEPS; limit += 1) {
    const files = filesWithPowerCut(limit);
    let isDone = true;
    try {
      await work(await made.open({ files }));
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      isDone = false;
    }
    await files.loseUnsynced();
    await check(isDone);
    if (isDone) return limit;
  }
  throw new Error(`There are more than ${MOST_STEPS} steps.`);
}

const readState = async () => (await made.open()).readState();

describe('a power cut at each step', () => {
  it('leaves the old state or the new one, and never a bad one', async () => {
    const before = await readState();
    if (!before) throw new Error('There is no state');
    const after = { ...before, mode: 'SAFE' as const, since: before.since + 1, conditions: { kill_file: 1 } };
    const cuts = await cutAtEachStep(
      async (home) => home.writeState(after),
      async (isDone) => {
        const read = await readState();
        expect([before.mode, after.mode]).toContain(read?.mode);
        if (isDone) expect(read).toEqual(after);
        await (await made.open()).writeState(before);
        expect(await readState()).toEqual(before);
      },
    );
    expect(cuts).toBeGreaterThan(8);
  });

  it('leaves the old policy or the new one, with its seal [F7-57, F7-68]', async () => {
    const cuts = await cutAtEachStep(
      async (home) => home.policy.write({ autonomy_ceiling: 'PROFILE-STANDARD' }),
      async (isDone) => {
        const policy = await (await made.open()).policy.read();
        expect(policy.intact).toBe(true);
        expect(['PROFILE-SAFE', 'PROFILE-STANDARD']).toContain(policy.settings['autonomy_ceiling']);
        if (isDone) expect(policy.settings).toEqual({ autonomy_ceiling: 'PROFILE-STANDARD' });
        else await (await made.open()).policy.write({ autonomy_ceiling: 'PROFILE-SAFE' });
      },
    );
    expect(cuts).toBeGreaterThan(8);
  });

  it('loses no event that was answered, and the chain goes on [INV-GLOBAL-9]', async () => {
    let answered = '';
    await cutAtEachStep(
      async (home) => {
        answered = '';
        const event = { at: TEST_NOW, kind: 'kill', outcome: 'CORE TERMINATED' } as const;
        answered = (await home.events.append({ ...event, message: 'before the cut' })).id;
        await home.events.append({ ...event, message: 'at the cut' });
      },
      async () => {
        const home = await made.open();
        const next = await home.events.append({
          at: TEST_NOW,
          kind: 'integrity',
          outcome: 'STARTED',
          message: 'again',
        });
        expect(await home.events.verify()).toMatchObject({ ok: true, detail: null });
        const events = await home.events.list(1000, null);
        expect(events[0]).toEqual(next);
        const kept = events.find(({ id }) => id === answered)?.message;
        expect(kept).toBe(answered === '' ? undefined : 'before the cut');
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      },
    );
  });

  it('leaves the old Core or the new one, whole [F7-49]', async () => {
    const release = await made.release({ version: '1.1.0', minVersion: '1.0.0' });
    const cuts = await cutAtEachStep(
      async (home) => home.versions.activate(await home.installCore(release)),
      async (isDone) => {
        const { versions, paths } = await made.open();
        const current = (await versions.current()) ?? 'none';
        expect(['1.0.0', '1.1.0']).toContain(current);
        expect(await versions.verify(current)).toMatchObject({ signature: 'valid' });
        for (const { version, verified } of await versions.backups())
          expect([version, verified]).toEqual([version, true]);
        if (isDone) expect(current).toBe('1.1.0');
        await versions.activate('1.0.0');
        await rm(join(paths.coreFolder, '1.1.0'), { recursive: true, force: true });
      },
    );
    expect(cuts).toBeGreaterThan(12);
  });
});
