import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HomePaths } from '../ports';
import { accountName } from './account';
import { fakeGuardiansForTests, runWith } from './testing/fake-guardian';

const { newHome, answerAt } = fakeGuardiansForTests();

const status = (mode: string, more: object = {}) => ({
  status: 200,
  data: { mode, host: 'gate-1', since: '2026-11-27T09:00:00.000Z', core_version: '2.4.1', ...more },
});
const confirmed = ['--yes', '--reason', 'why'];

describe('--show-status', () => {
  test.each([
    ['NORMAL', 0],
    ['SAFE', 10],
    ['OPERATOR_OVERRIDE', 11],
  ])('says mode: %s in its first line, and exits with %i [F7-52, F7-103]', async (mode, code) => {
    const paths = newHome();
    await answerAt(paths, { '/guardian/status': status(mode) });
    const said = await runWith(['--show-status'], paths);
    expect(said.code).toBe(code);
    expect(said.out.split('\n')[0]).toBe(`mode: ${mode}`);
    const json = await runWith(['--show-status', '--json'], paths);
    expect(JSON.parse(json.out)).toMatchObject({ command: 'show-status', code, mode, host: 'gate-1' });
    expect(json.code).toBe(code);
  });

  test('names the active conditions, what is set, and what to do next', async () => {
    const paths = newHome();
    const entry_conditions = [
      { code: 'kill_file', active: true, detail: 'The KILL file /x/KILL exists.', since: null },
      { code: 'registry', active: false, detail: 'The emergency key is not set.', since: null },
    ];
    const kill_mechanisms = [{ code: 'kill_file', available: true, triggered: true, location: '/x/KILL' }];
    await answerAt(paths, {
      '/guardian/status': status('OPERATOR_OVERRIDE', { entry_conditions, kill_mechanisms }),
    });
    const { out } = await runWith(['--show-status'], paths);
    expect(out).toContain('condition: kill_file: The KILL file /x/KILL exists.\nset: /x/KILL\nnext: delete');
    expect(out).not.toContain('registry');
  });

  test.each([
    ['linux', '/etc/exacta/emergency-stop', 'registry (the emergency key)'],
    ['windows', 'HKLM\\SOFTWARE\\Exacta\\EmergencyStop', 'registry'],
  ])('names the emergency key as %s does', async (platform, location, name) => {
    const paths = newHome();
    const entry_conditions = [{ code: 'registry', active: true, detail: `${location} is set.`, since: null }];
    await answerAt(paths, { '/guardian/status': status('SAFE', { platform, entry_conditions }) });
    const { out } = await runWith(['--show-status'], paths);
    expect(out).toContain(`condition: ${name}: ${location} is set.\nnext: delete the emergency key`);
  });

  test.each([
    ['there is no home', (paths: HomePaths) => rmSync(paths.home, { recursive: true }), {}],
    ['the Guardian answers something else', () => {}, { '/guardian/status': { status: 200, data: {} } }],
    ['the Guardian fails', () => {}, { '/guardian/status': { status: 500, error: 'internal' } }],
  ])('cannot tell when %s: mode: unknown, exit code 12', async (_when, change, answers) => {
    const paths = newHome();
    await answerAt(paths, answers);
    change(paths);
    const said = await runWith(['--show-status'], paths);
    expect(said).toMatchObject({ code: 12, out: 'mode: unknown' });
    expect(said.err).not.toBe('');
    const json = await runWith(['--show-status', '--json'], paths);
    expect(JSON.parse(json.out)).toMatchObject({ code: 12, mode: null });
  });
});

describe('an action of an administrator', () => {
  const replies = {
    'reset-policy': [
      '/guardian/policy/reset',
      { backup_file: 'policy-backup-1.json', policy_hash_after: 'ab' },
    ],
    'rollback-core': ['/guardian/core/rollback', { from_version: '2', to_version: '1' }],
    'acknowledge-kill': ['/guardian/kill/acknowledge', { mode: 'SAFE', host: 'gate-1' }],
    'exit-safe': [
      '/guardian/safe-mode/exit',
      { correlation_id: 'c', policy_hash: 'p', key_id: 'k', timestamp: 't', signature: 's' },
    ],
  } as const;

  test.each(Object.entries(replies))(
    '--%s is sent once, with the reason, the confirmation and the account [F7-47, F7-48, F7-49, F7-119]',
    async (command, [path, data]) => {
      const paths = newHome();
      const asked = await answerAt(paths, { [path]: { status: 200, data } });
      const { code, out } = await runWith([`--${command}`, ...confirmed], paths);
      expect(code).toBe(0);
      expect(out).not.toBe('');
      expect(asked.filter((one) => one.path === path)).toStrictEqual([
        { method: 'POST', path, body: { reason: 'why', confirm: true }, account: accountName() },
      ]);
    },
  );

  test.each(Object.keys(replies))('--%s without a terminal needs --yes and --reason: 6', async (command) => {
    const paths = newHome();
    const asked = await answerAt(paths, {});
    for (const words of [[], ['--yes'], ['--reason', 'why']]) {
      const { code, err } = await runWith([`--${command}`, ...words], paths);
      expect(code).toBe(6);
      expect(err).toContain(`exacta-guardian --${command} --yes --reason "WHY"`);
    }
    expect(asked.filter(({ path }) => path !== '/local/ping')).toStrictEqual([]);
  });

  test('--reset-policy shows the warning of F7 word for word, and stops on anything but y [F7-55]', async () => {
    const paths = newHome();
    const [path, data] = replies['reset-policy'];
    const asked = await answerAt(paths, { [path]: { status: 200, data } });
    for (const typed of [[''], ['n'], ['N'], ['yep'], []]) {
      expect((await runWith(['--reset-policy', '--reason', 'why'], paths, { types: typed })).code).toBe(6);
    }
    expect(asked.filter((one) => one.path === path)).toStrictEqual([]);
    const said = await runWith(['--reset-policy'], paths, { types: ['y', 'a bad policy'] });
    expect(said.code).toBe(0);
    expect(said.questions).toStrictEqual([
      'This will reset ALL policies to factory defaults. Continue? [y/N]',
      'Reason:',
    ]);
    expect(asked.at(-1)?.body).toStrictEqual({ reason: 'a bad policy', confirm: true });
  });

  test('--exit-safe has the name of the host typed, and nothing else will do [F7-115, F7-124]', async () => {
    const paths = newHome();
    const [path, data] = replies['exit-safe'];
    const asked = await answerAt(paths, {
      [path]: { status: 200, data },
      '/guardian/status': status('SAFE'),
    });
    const exit = (...types: string[]) => runWith(['--exit-safe', '--reason', 'why'], paths, { types });
    for (const typed of ['y', 'gate-2', 'GATE-1', '']) expect((await exit(typed)).code).toBe(6);
    expect(asked.filter((one) => one.path === path)).toStrictEqual([]);
    expect((await exit('gate-1')).code).toBe(0);
    expect(asked.filter((one) => one.path === path)).toHaveLength(1);
  });

  test('that is refused exits with 4 and says what to do first', async () => {
    const paths = newHome();
    const blockers = [{ code: 'kill_file_present', detail: '/x/KILL exists. Delete it first.' }];
    await answerAt(paths, {
      '/guardian/kill/acknowledge': { status: 409, error: 'kill_file_present' },
      '/guardian/core/rollback': { status: 409, error: 'no_verified_backup' },
      '/guardian/safe-mode/exit': { status: 409, error: 'exit_blocked', data: { blockers } },
    });
    const acknowledge = await runWith(['--acknowledge-kill', ...confirmed], paths);
    expect(acknowledge).toMatchObject({ code: 4, err: expect.stringContaining('Delete the file') });
    expect(await runWith(['--rollback-core', ...confirmed], paths)).toMatchObject({ code: 4 });
    const exit = await runWith(['--exit-safe', ...confirmed, '--json'], paths);
    expect(exit.code).toBe(4);
    expect(exit.err).toContain('- /x/KILL exists. Delete it first.');
    expect(JSON.parse(exit.out)).toMatchObject({ code: 4, error: 'exit_blocked', blockers });
  });

  test('--acknowledge-kill is done when there is nothing to acknowledge', async () => {
    const paths = newHome();
    await answerAt(paths, { '/guardian/kill/acknowledge': { status: 409, error: 'nothing_to_acknowledge' } });
    expect(await runWith(['--acknowledge-kill', ...confirmed], paths)).toMatchObject({ code: 0 });
  });

  test('whose outcome is unknown says so, and is not sent again', async () => {
    const paths = newHome();
    const asked = await answerAt(paths, { '/guardian/policy/reset': { status: 503, error: 'disk_full' } });
    const { code, err } = await runWith(['--reset-policy', ...confirmed], paths);
    expect(code).toBe(1);
    expect(err).toBe(
      '--reset-policy was not done: the Guardian answered 503: disk_full. Run exacta-guardian --show-status to see what is so now.',
    );
    expect(asked).toHaveLength(2);
  });
});
