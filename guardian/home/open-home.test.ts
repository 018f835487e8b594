import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHomeForTests, TEST_NOW, type HomeForTests } from './testing/home';

let made: HomeForTests;
beforeEach(async () => {
  made = await makeHomeForTests();
});
afterEach(() => made.remove());

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('a home that --init made', () => {
  it('has the state, an intact policy of F7’s defaults, and a Core that verifies [F7-58, F7-59, F7-60, F7-61]', async () => {
    const home = await made.open();
    expect(await home.readState()).toMatchObject({ host: 'host-1', mode: 'NORMAL' });
    expect(await home.policy.read()).toMatchObject({
      version: 1,
      intact: true,
      settings: {
        shell_execution_allowed: false,
        self_upgrade_allowed: false,
        autonomy_ceiling: 'PROFILE-SAFE',
        logging_enforcement: 'MANDATORY',
      },
    });
    expect(await home.versions.current()).toBe('2.4.1');
    expect(await home.versions.verify('2.4.1')).toMatchObject({ signature: 'valid', detail: null });
    expect(await home.versions.backups()).toEqual([
      { version: '2.4.0', verified: true },
      { version: '2.3.2', verified: true },
    ]);
    expect(await home.problems()).toEqual([]);
    expect(await home.events.verify()).toMatchObject({ ok: true });
  });

  it('lets everybody read its state and its log, and nobody else its key', async () => {
    const { paths } = await made.open();
    expect(await modeOf(made.home)).toBe('755');
    expect(await modeOf(paths.keysFolder)).toBe('700');
    expect(await modeOf(paths.privateKey)).toBe('600');
    expect(await modeOf(paths.stateFile)).toBe('644');
    expect(await modeOf(paths.eventLog)).toBe('644');
    expect(paths.emergencyKey).toBe(join(made.emergencyFolder, 'emergency-stop'));
    expect(await readFile(paths.stateFile, 'utf8')).not.toContain('PRIVATE');
  });

  it('is worked in by one process at a time', async () => {
    const home = await made.open();
    const unlock = await home.lock();
    expect(unlock).not.toBeNull();
    expect(await (await made.open()).lock()).toBeNull();
    await unlock?.();
    const again = await home.lock();
    expect(again).not.toBeNull();
    await again?.();
  });

  it('tells whether the run before ended without a clean stop', async () => {
    const home = await made.open();
    expect(await home.markRunning()).toBe(false);
    expect(await home.markRunning()).toBe(true);
    await home.markStopped();
    expect(await home.markRunning()).toBe(false);
  });

  it('appends events with rising ids, and reads them newest first [INV-GLOBAL-9]', async () => {
    const home = await made.open();
    const append = (message: string) =>
      home.events.append({ at: TEST_NOW, kind: 'kill', outcome: 'X', message });
    const logged = await Promise.all(['one', 'two', 'three'].map(append));
    expect(logged.map(({ id }) => id)).toEqual(['evt-000002', 'evt-000003', 'evt-000004']);
    expect((await home.events.list(2, null)).map(({ message }) => message)).toEqual(['three', 'two']);
    expect((await home.events.list(9, 'evt-000003')).map(({ id }) => id)).toEqual([
      'evt-000002',
      'evt-000001',
    ]);
    expect((await home.events.listAfter('evt-000002', 9)).map(({ id }) => id)).toEqual([
      'evt-000003',
      'evt-000004',
    ]);
    expect(await home.events.verify()).toMatchObject({ ok: true, detail: null });
  });

  it('answers no state when the file is not as it was written', async () => {
    const home = await made.open();
    for (const bad of ['', '{}', 'null', '{"format":1,"state":{},"last_event":null}']) {
      await writeFile(home.paths.stateFile, bad);
      expect(await home.readState()).toBeNull();
    }
  });
});
