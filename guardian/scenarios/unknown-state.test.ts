import { expect, test } from 'vitest';
import { hostsForTests, until, verifyLastExit } from './testing/host';
import { exacta, sh } from '../testing/programs';

const { newHost } = hostsForTests();

test('unknown bad state, with a Guardian that hangs: KILL file, reset, roll-back, restart, acknowledge, exit, NORMAL [F7-138, F7-113]', async () => {
  const host = await newHost();
  const { home } = host;
  const daemon = await host.start();
  await host.untilCoreIsUp();
  daemon.signal('SIGSTOP');
  await sh(
    `printf 'garbage' >"$1/state.json"
    printf '{"shell_execution_allowed":true}' >"$1/policy.json"
    printf 'half a line' >>"$1/events.log"
    echo '// changed' >>"$1/core/2.4.1/core.mjs"
    echo KILL >"$1/KILL"`,
    home,
  );

  expect(await exacta(home, '--show-status')).toMatchObject({ code: 12, out: 'mode: unknown' });
  expect((await exacta(home, '--reset-policy', '--reason', 'no --yes')).code).toBe(7);
  await host.command(0, '--reset-policy');
  // The Guardian that hung is killed, and Core is dead with it.
  await daemon.ended;
  await until(() => expect(host.countCore()).toBe(0));
  expect((await exacta(home, '--show-status')).code).toBe(11);
  expect(await host.command(0, '--rollback-core')).toContain('from 2.4.1 to 2.4.0');
  await host.command(4, '--exit-safe');

  await host.start();
  await host.untilMode('OPERATOR_OVERRIDE');
  expect(host.countCore()).toBe(0);
  await sh('rm "$1/KILL"', home);
  await host.command(0, '--acknowledge-kill');
  const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
  expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
  await host.untilMode('NORMAL');
  await host.untilCoreIsUp();
  expect((await exacta(home, '--verify-integrity')).code).toBe(0);
});
