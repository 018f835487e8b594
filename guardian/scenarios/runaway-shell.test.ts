import { expect, test } from 'vitest';
import { countWith } from '../linux/testing/seen-from-outside';
import { hostsForTests, until, type CoreText } from './testing/host';
import { exacta, sh } from '../testing/programs';

const { newHost } = hostsForTests();

/** It asks for one shell command, which starts more and more processes, some of them in sessions of their own. */
const ASKS: CoreText = (mark) => `
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
const command = 'for i in $(seq 200); do setsid sleep ${mark}7 & done; wait';
const guardian = new Socket({ fd: 3 });
guardian.on('data', () => {}).on('close', () => process.exit(0));
guardian.write(JSON.stringify({ id: 1, capability: 'shell_execution', arguments: { command } }) + '\\n');
spawn('sleep', ['${mark}'], { stdio: 'ignore' });
`;

const ALLOWED = {
  shell_execution_allowed: true,
  self_upgrade_allowed: false,
  autonomy_ceiling: 'PROFILE-STANDARD',
  logging_enforcement: 'MANDATORY',
};

test('runaway shell children: the Guardian ends all of them by itself, and Core goes on; the KILL file ends Core as well [F7-132, F7-133]', async () => {
  const host = await newHost({ '2.4.1': ASKS });
  const { home, mark } = host;
  await (await host.files.open()).policy.write(ALLOWED);
  await host.start();
  await until(async () => {
    expect(await host.events()).toContainEqual(
      expect.objectContaining({ kind: 'kill', outcome: 'COMMAND TERMINATED' }),
    );
  });
  // The shell's own children are gone; Core and its other child are still there.
  await until(() => expect(countWith(`${mark}7`)).toBe(0));
  expect(countWith(`sleep ${mark}`)).toBe(1);
  expect((await exacta(home, '--show-status')).code).toBe(0);

  await sh('echo KILL >"$1/KILL"', home);
  await until(() => expect(countWith(`sleep ${mark}`)).toBe(0));
  await sh('rm "$1/KILL"', home);
  await host.command(0, '--acknowledge-kill');
  await host.command(0, '--exit-safe');
  await host.untilMode('NORMAL');
});
