import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readHolder } from '../home/lock';
import { isAlive } from '../home/process-identity';
import { hostsForTests, type Host } from './testing/host';
import { PROGRAM } from '../testing/programs';

const { newHost, start } = hostsForTests();

/** Starts the supervisor from a folder with the program, as a package has them. */
function supervise({ files: { folder }, home }: Host) {
  const program = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`;
  writeFileSync(join(folder, 'exacta-guardian'), program, { mode: 0o755 });
  const supervisor = join(folder, 'exacta-guardian-supervisor');
  copyFileSync(resolve(import.meta.dirname, '../supervisor/exacta-guardian-supervisor'), supervisor);
  return start(supervisor, ['--home', home, '--port', '0']);
}

test.each(['answers', 'hangs'])(
  '--stop stops everything, also a Guardian that %s under its supervisor, which starts no other one [F7-102]',
  async (guardian) => {
    const host = await newHost();
    const supervisor = supervise(host);
    await host.untilMode('NORMAL');
    await host.untilCoreIsUp();
    const holder = await readHolder(join(host.home, 'guardian.lock'));
    if (!holder) throw new Error('Nobody has noted itself in the lock.');
    if (guardian === 'hangs') process.kill(holder.pid, 'SIGSTOP');
    expect(await host.command(0, '--stop')).toBe('The Guardian has ended, and Core with it.');
    expect(host.countCore()).toBe(0);
    expect(await isAlive(holder)).toBe(false);
    expect(await supervisor.ended).toMatchObject({ code: 0 });
    expect(await host.command(0, '--stop')).toBe('No Guardian runs, so Core does not run.');
  },
);
