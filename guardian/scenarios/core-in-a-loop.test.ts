import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUSY, hostsForTests, until, verifyLastExit, type CoreText } from './testing/host';
import { exacta, sh } from '../testing/programs';

const { newHost } = hostsForTests();

/** It answers nothing and nobody, and its children ignore SIGTERM. */
const LOOPS: CoreText = (mark) => `${BUSY(mark)}\nfor (;;);`;
/** F7: 5 s until the look, and 100 ms for the kill. */
const DEAD_WITHIN_MS = 5_100;

test('Core stuck in a loop: KILL file, Core is dead, diagnose, delete the file, acknowledge, exit, NORMAL [F7-131, F7-25, F7-26, F7-27, F7-28, F7-29, F7-30, F7-32, INV-OPER-1]', async () => {
  const host = await newHost({ '2.4.1': LOOPS });
  const { home } = host;
  await host.start();
  await host.untilMode('NORMAL');
  await host.untilCoreIsUp();

  await sh('echo KILL >"$1/KILL"', home);
  const since = performance.now();
  await until(() => expect(host.countCore()).toBe(0));
  expect(performance.now() - since).toBeLessThan(DEAD_WITHIN_MS);
  await host.untilMode('OPERATOR_OVERRIDE');
  const status = await exacta(home, '--show-status');
  expect(status).toMatchObject({ code: 11, out: expect.stringMatching(/^mode: OPERATOR_OVERRIDE\n/) });
  expect(status.out).toContain('profile: PROFILE-SAFE');

  // Diagnose.
  expect(await host.command(0, '--verify-integrity')).toContain('core: valid');
  const logs = join(host.files.folder, 'logs.json');
  await host.command(0, '--export-logs', logs);
  const { events } = JSON.parse(await readFile(logs, 'utf8'));
  expect(events).toContainEqual(expect.objectContaining({ kind: 'kill', outcome: 'CORE TERMINATED' }));

  await host.command(4, '--acknowledge-kill');
  await host.command(4, '--exit-safe');
  await sh('rm "$1/KILL"', home);
  await host.command(4, '--exit-safe');
  await host.command(0, '--acknowledge-kill');
  expect((await exacta(home, '--show-status')).code).toBe(10);
  await host.command(0, '--acknowledge-kill');
  expect(host.countCore()).toBe(0);

  const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
  expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
  expect((await exacta(home, '--show-status')).code).toBe(0);
  await host.untilCoreIsUp();
});

test('the same with a Guardian that died: the command line alone leads from the KILL file to NORMAL [F7-11, INV-OPER-3, F7-03]', async () => {
  const host = await newHost();
  const { home } = host;
  const daemon = await host.start();
  await host.untilCoreIsUp();
  daemon.signal('SIGKILL');
  await until(() => expect(host.countCore()).toBe(0));
  await daemon.ended;

  await sh('echo KILL >"$1/KILL"', home);
  expect(await exacta(home, '--show-status')).toMatchObject({ code: 11 });
  // It was not recorded yet: a KILL file that a command sees is recorded first, and then refused.
  expect(await host.events()).not.toContainEqual(expect.objectContaining({ kind: 'kill' }));
  await host.command(4, '--acknowledge-kill');
  expect(JSON.stringify(await host.events())).toContain('KILL file found');
  await sh('rm "$1/KILL"', home);
  await host.command(0, '--acknowledge-kill');
  const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
  expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
  expect((await exacta(home, '--show-status')).code).toBe(0);
  expect(host.countCore()).toBe(0);

  await host.start();
  await host.untilMode('NORMAL');
  await host.untilCoreIsUp();
});
