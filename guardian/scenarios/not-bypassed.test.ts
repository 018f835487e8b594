import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsForTests } from './testing/host';
import { exacta, PROGRAM, runToEnd, sh } from '../testing/programs';

const { newHost } = hostsForTests();

test('Safe Mode is bypassed neither by environment variables nor by changes of the Guardian’s files [F7-112, F7-113]', async () => {
  const host = await newHost();
  const { home } = host;
  const daemon = await host.start();
  await host.untilCoreIsUp();
  await host.command(0, '--start-safe');
  await host.command(0, '--stop');
  await daemon.ended;

  const variables = ['MODE', 'SAFE_MODE', 'HOME', 'PROFILE', 'POLICY', 'CORE', 'DISABLED'].flatMap((name) => [
    `EXACTA_${name}=NORMAL`,
    `GUARDIAN_${name}=0`,
  ]);
  const words = [...variables, process.execPath, PROGRAM, '--show-status', '--home', home];
  const status = await runToEnd('env', words);
  expect(status).toMatchObject({ code: 10, out: expect.stringMatching(/^mode: SAFE\n/) });

  // The newest mode in the event log is SAFE. Whoever can write the state cannot make the Guardian forget that.
  const state = join(home, 'state.json');
  const text = await readFile(state, 'utf8');
  const changed = text.replace('"mode": "SAFE"', '"mode": "NORMAL"').replace(/"startup_flag": \d+/, '');
  expect(changed).not.toBe(text);
  await writeFile(state, changed);
  await host.start();
  expect(await exacta(home, '--show-status')).toMatchObject({
    code: 10,
    out: expect.stringMatching(/^mode: SAFE\n/),
  });
  expect(host.countCore()).toBe(0);

  await sh('sed -i s/PROFILE-SAFE/PROFILE-ELEVATED/ "$1/policy.json"', home);
  expect((await exacta(home, '--verify-integrity')).code).toBe(5);
  const again = await exacta(home, '--show-status');
  expect(again.code).toBe(10);
  expect(again.out).toContain('profile: PROFILE-SAFE');
  expect(again.out).toContain('condition: policy_corruption');
});
