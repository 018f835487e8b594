import { chmod, mkdir, chown, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsForTests, type Host } from './testing/host';
import { asNobody, exacta, PROGRAM, runToEnd, sh } from '../testing/programs';

const { newHost } = hostsForTests();
const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

/** What every file of the home is, to the nanosecond. */
const snapshot = ({ home }: Host) =>
  sh('find "$1" "$1-emergency" -printf "%P %y %s %m %T@ %C@\\n" | sort', home);
const yes = ['--yes', '--reason', 'why'];
const FOR_ADMINISTRATORS = [
  '--reset-policy',
  '--acknowledge-kill',
  '--rollback-core',
  '--exit-safe',
  '--stop',
  '--install-core=/etc',
];

// Who is not root cannot become another user: that user then is the owner of the home, and so an administrator.
test('without a Guardian, the commands for everybody only read, as any user, and the others are refused with 3 [F7-46, F7-50, F7-51, F7-52, F7-54]', async () => {
  const host = await newHost({ '2.4.1': () => '' });
  const { home } = host;
  const out = join(host.files.folder, 'out');
  await mkdir(out);
  if (isRoot) await chown(out, NOBODY, NOBODY);
  const run = isRoot ? asNobody : exacta;
  const before = await snapshot(host);
  expect(await run(home, '--show-status')).toMatchObject({ code: 0, err: '' });
  expect(await run(home, '--verify-integrity')).toMatchObject({ code: 0, err: '' });
  expect(await run(home, '--export-logs', join(out, 'logs.json'))).toMatchObject({ code: 0, err: '' });
  expect((await stat(join(out, 'logs.json'))).uid).toBe(isRoot ? NOBODY : process.geteuid?.());
  expect(JSON.parse(await readFile(join(out, 'logs.json'), 'utf8'))).toMatchObject({ host: 'host-1' });
  // Logs that a full disk did not take are not exported. Who reads only the beginning has it.
  const piped = (shell: string) =>
    runToEnd('sh', ['-c', shell, 'sh', process.execPath, PROGRAM, '--export-logs', '-', '--home', home]);
  expect(await piped('exec "$@" >/dev/full')).toMatchObject({
    code: 1,
    err: expect.stringContaining('ENOSPC'),
  });
  expect(await piped('{ "$@"; echo $? >&2; } | head -c 1')).toMatchObject({ out: '{', err: '0' });
  expect(await snapshot(host)).toBe(before);
  if (!isRoot) return;

  expect((await run(home, '--start-safe')).code).toBe(4);
  for (const command of FOR_ADMINISTRATORS) {
    expect(await run(home, command, ...yes)).toMatchObject({ code: 3, out: '' });
  }
  await chmod(join(home, 'state.json'), 0o600);
  const hidden = await run(home, '--show-status');
  expect(hidden).toMatchObject({ code: 12, out: 'mode: unknown' });
  expect(hidden.err).toContain('state.json');
  await chmod(join(home, 'state.json'), 0o644);
});

test('with a Guardian, everybody may stop more, and nobody else may do what an administrator may [F7-13, F7-46, F7-54]', async () => {
  const host = await newHost();
  const { home } = host;
  await host.start();
  await host.untilCoreIsUp();
  const run = isRoot ? asNobody : exacta;
  expect(await run(home, '--show-status')).toMatchObject({ code: 0 });
  expect(await run(home, '--start-safe')).toMatchObject({
    code: 0,
    out: expect.stringContaining('mode: SAFE'),
  });
  expect(host.countCore()).toBe(0);
  if (!isRoot) return;
  for (const command of FOR_ADMINISTRATORS) expect((await run(home, command, ...yes)).code).toBe(3);
  expect((await exacta(home, '--show-status')).code).toBe(10);
});
