import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HomePaths } from '../ports';
import { fakeGuardiansForTests, runWith } from './testing/fake-guardian';

const { newHome, answerAt } = fakeGuardiansForTests();
const PATH = '/local/install-core';
const confirmed = ['--yes', '--reason', 'why'];
const done = { from_version: '2.4.1', to_version: '2.5.0', is_current: true, on_trial: true, mode: 'NORMAL' };

/** A home, and beside it a folder that somebody gives as a Core. */
function homeAndCore(): { paths: HomePaths; core: string } {
  const paths = newHome();
  const core = join(paths.home, '..', 'brought');
  mkdirSync(core);
  writeFileSync(join(core, 'core.mjs'), '// Core');
  return { paths, core };
}

const install = (core: string, paths: HomePaths, ...words: string[]) =>
  runWith(['--install-core', core, ...confirmed, ...words], paths);

describe('--install-core', () => {
  test('brings a copy into the home, names that alone, and leaves nothing of it', async () => {
    const { paths, core } = homeAndCore();
    const asked = await answerAt(paths, { [PATH]: { status: 200, data: done } });
    expect(await install(core, paths)).toMatchObject({ code: 0, err: '' });
    expect(asked.filter(({ path }) => path === PATH)).toEqual([
      expect.objectContaining({
        method: 'POST',
        body: { reason: 'why', confirm: true, incoming: expect.stringMatching(/^\.incoming-\d+-\d*-\w{6}$/) },
      }),
    ]);
    expect(readdirSync(paths.coreFolder)).toEqual([]);
    expect(existsSync(join(core, 'core.mjs'))).toBe(true);
  });

  test.each([
    [{}, 'Core 2.5.0 is installed in place of 2.4.1.\nIf it does not stay up for 10 minutes'],
    [{ mode: 'SAFE' }, 'Safe Mode stays: exacta-guardian --exit-safe leaves it.\nmode: SAFE'],
    [{ from_version: '2.5.0', on_trial: false }, 'Core 2.5.0 is installed again.\nmode: NORMAL'],
    [{ from_version: null, on_trial: false }, 'Core 2.5.0 is installed in place of none.'],
    [
      { to_version: '2.4.0', is_current: false, on_trial: false },
      'Core 2.4.0 is kept beside 2.4.1, which stays.',
    ],
  ])('says what came of it: %j', async (change, words) => {
    const { paths, core } = homeAndCore();
    await answerAt(paths, { [PATH]: { status: 200, data: { ...done, ...change } } });
    const { code, out } = await install(core, paths);
    expect([code, out]).toEqual([0, expect.stringContaining(words)]);
    const json = JSON.parse((await install(core, paths, '--json')).out);
    expect(json).toMatchObject({ command: 'install-core', code: 0, ...done, ...change });
  });

  test.each([
    ['core_not_signed', 5, 'is not what was signed for this host'],
    ['core_too_old', 4, 'is older than this host allows'],
  ])('that is refused with %s exits with %i, and says what is wrong', async (error, code, words) => {
    const { paths, core } = homeAndCore();
    await answerAt(paths, { [PATH]: { status: 409, error, data: { detail: 'core.mjs was changed.' } } });
    const said = await install(core, paths, '--json');
    expect(said).toMatchObject({ code, err: expect.stringContaining(words) });
    expect(said.err).toContain('core.mjs was changed.');
    expect(JSON.parse(said.out)).toMatchObject({ code, error, detail: 'core.mjs was changed.' });
    expect(readdirSync(paths.coreFolder)).toEqual([]);
  });

  test('asks first: anything but y, or no terminal, exits with 6, and nothing was copied', async () => {
    const { paths, core } = homeAndCore();
    const asked = await answerAt(paths, { [PATH]: { status: 200, data: done } });
    const words = ['--install-core', core];
    const no = await runWith(words, paths, { types: ['n'] });
    expect(no).toMatchObject({
      code: 6,
      questions: [expect.stringMatching(/^This installs another Core.*\[y\/N\]$/)],
    });
    expect(await runWith([...words, '--yes'], paths)).toMatchObject({ code: 6 });
    expect(asked.filter(({ path }) => path === PATH)).toEqual([]);
    expect(existsSync(paths.coreFolder)).toBe(false);
    expect(await runWith(words, paths, { types: ['y', 'an upgrade'] })).toMatchObject({ code: 0 });
  });

  test('of what is not there exits with 1 before anything is asked; of no archive, with 5', async () => {
    const { paths, core } = homeAndCore();
    const asked = await answerAt(paths, { [PATH]: { status: 200, data: done } });
    expect(await install(join(core, 'nothing'), paths)).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read'),
    });
    expect(asked).toEqual([]);
    expect(await install(join(core, 'core.mjs'), paths)).toMatchObject({
      code: 5,
      err: expect.stringContaining('Nothing was installed'),
    });
    expect(asked.filter(({ path }) => path === PATH)).toEqual([]);
    expect(readdirSync(paths.coreFolder)).toEqual([]);
  });
});
