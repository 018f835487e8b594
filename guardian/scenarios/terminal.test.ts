import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { hostsForTests } from './testing/host';
import { exacta, PROGRAM, sh } from '../testing/programs';

const { newHost } = hostsForTests();

/** Runs a command on a terminal, and types the next line whenever the last one that was asked for is there. */
async function onTerminal(
  home: string,
  command: string,
  typed: readonly (readonly [after: string, line: string])[],
) {
  const words = `exec '${process.execPath}' '${PROGRAM}' ${command} --home '${home}'`;
  const child = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
    env: { PATH: process.env['PATH'] ?? '', TERM: 'dumb' },
  });
  let [shown, from] = ['', 0];
  const left = [...typed];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = left;
    const at = next ? shown.indexOf(next[0], from) : -1;
    if (!next || at === -1) return;
    from = at + next[0].length;
    left.shift();
    child.stdin.write(`${next[1]}\n`);
  });
  const [code]: (number | null)[] = await once(child, 'close');
  return { code, shown };
}

test('on a terminal, the warning of F7 is asked before the reset, and only y goes on [F7-30, F7-55]', async () => {
  const { home } = await newHost({ '2.4.1': () => '' });
  const warning = 'This will reset ALL policies to factory defaults. Continue? [y/N]';
  const no = await onTerminal(home, '--reset-policy', [[warning, '']]);
  expect(no).toMatchObject({ code: 6, shown: expect.stringContaining('Nothing was changed') });
  const done = await onTerminal(home, '--reset-policy', [
    [warning, 'y'],
    ['Reason:', 'as a test'],
  ]);
  expect(done).toMatchObject({ code: 0, shown: expect.stringContaining('policy-backup-') });
});

test('on a terminal, the host’s name approves an exit, and nothing else does [F7-115, F7-124, F7-162]', async () => {
  const host = await newHost({ '2.4.1': () => '' });
  const { home } = host;
  await sh('touch "$1/KILL"', home);
  await host.command(4, '--acknowledge-kill');
  await sh('rm "$1/KILL"', home);
  await host.command(0, '--acknowledge-kill');
  const exit = (name: string) =>
    onTerminal(home, '--exit-safe --reason test', [['Type the name of this host', name]]);
  expect((await exit('y')).code).toBe(6);
  expect((await exacta(home, '--show-status')).code).toBe(10);
  expect(await exit('host-1')).toMatchObject({
    code: 0,
    shown: expect.stringContaining('The mode is NORMAL'),
  });
});
