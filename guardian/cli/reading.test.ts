import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeGuardiansForTests, runWith } from './testing/fake-guardian';
import type { Files, OnFiles } from './reach';

const { newHome, answerAt } = fakeGuardiansForTests();

describe('--verify-integrity', () => {
  const item = (component: string, signature: string, detail?: string) => ({
    component,
    signature,
    sha256: 'ab',
    detail,
  });

  test('exits with 0 when everything is as it was signed, with 5 when not, and names what is bad [F7-50]', async () => {
    const paths = newHome();
    const items = [item('guardian', 'valid'), item('core', 'valid')];
    await answerAt(paths, { '/guardian/integrity/verify': { status: 200, data: { ok: true, items } } });
    const good = await runWith(['--verify-integrity'], paths);
    expect(good).toMatchObject({
      code: 0,
      out: 'integrity: ok\nguardian: valid, SHA-256 ab\ncore: valid, SHA-256 ab',
    });

    const other = newHome();
    const bad = [item('core', 'invalid', 'main.js was changed.')];
    await answerAt(other, { '/guardian/integrity/verify': { status: 200, data: { ok: false, items: bad } } });
    const said = await runWith(['--verify-integrity'], other);
    expect(said.code).toBe(5);
    expect(said.out).toContain('core: invalid, SHA-256 ab. main.js was changed.');
    const json = await runWith(['--verify-integrity', '--json'], other);
    expect(JSON.parse(json.out)).toMatchObject({
      command: 'verify-integrity',
      code: 5,
      ok: false,
      items: bad,
    });
  });
});

describe('--export-logs', () => {
  const headers = { 'Content-Disposition': 'attachment; filename="guardian-logs_gate-1.json"' };
  const answers = { '/guardian/logs/export': { status: 200, data: { events: [1] }, headers } };

  test('writes what the Guardian answers to the path, or into the folder, readable for its owner alone [F7-51]', async () => {
    const paths = newHome();
    await answerAt(paths, answers);
    const folder = join(paths.home, 'out');
    mkdirSync(folder);
    const [file, named] = [join(folder, 'logs.json'), join(folder, 'guardian-logs_gate-1.json')];
    writeFileSync(file, 'old and longer than what comes now, '.repeat(100));
    expect(await runWith(['--export-logs', file], paths)).toMatchObject({
      code: 0,
      out: `The logs are in ${file}.`,
    });
    expect(await runWith(['--export-logs', 'out', '--json'], paths)).toMatchObject({ code: 0 });
    for (const path of [file, named]) {
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ data: { events: [1] } });
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(folder)).toHaveLength(2);
    for (const more of [[], ['--json']]) {
      const piped = await runWith(['--export-logs', '-', ...more], paths);
      expect(JSON.parse(piped.out)).toMatchObject({ data: { events: [1] } });
    }
  });

  test('replaces a link and does not follow it', async () => {
    const paths = newHome();
    await answerAt(paths, answers);
    const [victim, link] = [join(paths.home, 'victim'), join(paths.home, 'link')];
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, link);
    expect((await runWith(['--export-logs', link], paths)).code).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
  });

  test('that cannot be written fails, says why, and leaves nothing behind', async () => {
    const paths = newHome();
    await answerAt(paths, answers);
    const said = await runWith(['--export-logs', 'missing/logs.json'], paths);
    expect(said.code).toBe(1);
    expect(said.err).toContain('ENOENT');
    expect(existsSync(join(paths.home, 'missing'))).toBe(false);
  });
});

describe('without a Guardian', () => {
  const status = (mode: string) => ({ data: { mode, host: 'gate-1', core_version: '1' } });
  /** Answers calls on the files, and notes which were opened and closed. */
  function filesWith(answers: Record<string, [status: number, body: object]>) {
    const notes: string[] = [];
    const open = (how: string): OnFiles => {
      notes.push(`open ${how}`);
      return {
        ask: ({ path, body }) => {
          notes.push(`${path} ${body}`.trim());
          const [code, answer] = answers[path] ?? [404, {}];
          return Promise.resolve({ status: code, text: JSON.stringify(answer), headers: {} });
        },
        close: () => {
          notes.push('close');
          return Promise.resolve();
        },
      };
    };
    const files: Files = {
      forReading: () => Promise.resolve(open('to read')),
      forWorking: () => Promise.resolve(open('to work')),
    };
    return { files, notes };
  }

  test('the status is read from the files, and said to be of no Guardian that runs', async () => {
    const { files, notes } = filesWith({ '/guardian/status': [200, status('SAFE')] });
    const said = await runWith(['--show-status'], newHome(), { files });
    expect(said.code).toBe(10);
    expect(said.out).toContain('guardian: not running, so Core does not run\ncore: 1, stopped');
    expect(notes).toStrictEqual(['open to read', '/guardian/status', 'close']);
  });

  test('an administrator’s action is done on the files, with the lock [INV-OPER-3]', async () => {
    const { files, notes } = filesWith({
      '/guardian/policy/reset': [200, { data: { backup_file: 'b', policy_hash_after: 'ab' } }],
    });
    const said = await runWith(['--reset-policy', '--yes', '--reason', 'why'], newHome(), { files });
    expect(said.code).toBe(0);
    expect(notes[0]).toBe('open to work');
    expect(notes.at(-1)).toBe('close');
  });

  test('--start-safe of an administrator sets the flag, and --stop has nothing to do', async () => {
    const { files, notes } = filesWith({ '/local/start-safe': [200, status('SAFE')] });
    expect(await runWith(['--safe-mode'], newHome(), { files })).toMatchObject({ code: 0 });
    expect(notes[0]).toBe('open to work');
    const stopped = await runWith(['--stop', '--json'], newHome(), { files });
    expect(JSON.parse(stopped.out)).toMatchObject({ command: 'stop', code: 0, changed: false });
  });

  test('a command that fails closes the files', async () => {
    const { files, notes } = filesWith({});
    expect((await runWith(['--reset-policy'], newHome(), { files })).code).toBe(6);
    expect(notes).toStrictEqual(['open to work', 'close']);
  });
});
