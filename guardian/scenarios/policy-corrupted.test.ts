import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsForTests, until, verifyLastExit } from './testing/host';
import { exacta, sh } from '../testing/programs';

const { newHost } = hostsForTests();

const DEFAULTS = {
  shell_execution_allowed: false,
  self_upgrade_allowed: false,
  autonomy_ceiling: 'PROFILE-SAFE',
  logging_enforcement: 'MANDATORY',
};

test.each(['alive', 'dead', 'hung'])(
  'a policy file that was corrupted on disk, with the Guardian %s: Safe Mode, reset with a backup of what was there, exit, NORMAL [F7-135, F7-10, F7-53, F7-56, F7-57, F7-58, F7-59, F7-60, F7-61, F7-62, F7-159, INV-OPER-3, F7-04, F7-75, F7-99]',
  async (guardian) => {
    const host = await newHost();
    const { home } = host;
    const daemon = await host.start();
    await host.untilCoreIsUp();
    if (guardian === 'dead') {
      daemon.signal('SIGKILL');
      await daemon.ended;
    }
    await sh(
      `sed -i 's/"shell_execution_allowed": *false/"shell_execution_allowed": true/' "$1/policy.json"`,
      home,
    );
    const corrupted = await readFile(join(home, 'policy.json'), 'utf8');
    expect(corrupted).toContain('true');

    if (guardian === 'hung') daemon.signal('SIGSTOP');
    else {
      const verified = await exacta(home, '--verify-integrity');
      expect(verified).toMatchObject({ code: 5, out: expect.stringContaining('policy: invalid') });
      await until(() => expect(host.countCore()).toBe(0));
      expect((await exacta(home, '--show-status')).code).toBe(10);
      await host.command(4, '--exit-safe');
    }

    const before = await host.events();
    await host.command(0, '--reset-policy');
    expect(host.countCore()).toBe(0);
    const backup = (await readdir(home)).filter((name) => name.startsWith('policy-backup-'));
    expect(backup).toHaveLength(1);
    expect(backup[0]).not.toContain(':');
    expect(await readFile(join(home, backup[0] ?? ''), 'utf8')).toBe(corrupted);
    const policy = await (await host.files.open()).policy.read();
    expect(policy).toMatchObject({ settings: DEFAULTS, intact: true });
    const events = await host.events();
    expect(events.slice(before.length)).toContainEqual(
      expect.objectContaining({ kind: 'policy_reset', outcome: 'RESET' }),
    );

    // The Guardian that hung was killed by then. What it had not seen, the reset saw first: Safe Mode.
    if (guardian === 'hung') await daemon.ended;
    expect((await exacta(home, '--show-status')).code).toBe(10);
    const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
    expect(exit.record.policy_hash).toBe(policy.hash);
    expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
    if (guardian !== 'alive') await host.start();
    await host.untilMode('NORMAL');
    await host.untilCoreIsUp();
  },
);
