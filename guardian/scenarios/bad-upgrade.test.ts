import { execFileSync } from 'node:child_process';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exacta, type Program } from '../testing/programs';
import { BUSY, hostsForTests, verifyLastExit, type CoreText, type Host } from './testing/host';

const { newHost } = hostsForTests();

const DIES: CoreText = () => 'process.exit(1);';
const WORKS_BADLY: CoreText = (mark) => `${BUSY(mark)}\n// It is wrong, but it runs.`;

/** What a person was sent: the signed Core of a version, as a `.tar.gz`. */
async function archive({ files, mark }: Host, version: string, text: CoreText): Promise<string> {
  const folder = await files.release({ version, files: { 'core.mjs': text(mark) } });
  execFileSync('tar', ['-czf', `${folder}.tar.gz`, '-C', folder, '.']);
  return `${folder}.tar.gz`;
}

/** Nothing of an installation is left beside the versions. */
const versionsOf = async ({ home }: Host) => (await readdir(join(home, 'core'))).toSorted();

type Way = 'alive' | 'dead' | 'hung';
/** Brings the Guardian into this state. */
async function become(way: Way, daemon: Program) {
  if (way === 'hung') daemon.signal('SIGSTOP');
  if (way !== 'dead') return;
  daemon.signal('SIGKILL');
  await daemon.ended;
}

test.each<Way>(['alive', 'dead', 'hung'])(
  'a bad upgrade that does not stay up, installed with the Guardian %s, is rolled back by the Guardian, which enters Safe Mode; exit leads to NORMAL [F7-69, F7-169]',
  async (way) => {
    const host = await newHost();
    const { home } = host;
    const bad = await archive(host, '2.5.0', DIES);
    const daemon = await host.start();
    await host.untilCoreIsUp();
    await become(way, daemon);
    const said = await host.command(0, '--install-core', bad);
    expect(said).toContain('Core 2.5.0 is installed in place of 2.4.1.');
    expect(said).toContain('mode: NORMAL');
    if (way !== 'alive') {
      await daemon.ended;
      await host.start();
    }
    await host.untilMode('SAFE');
    const status = await exacta(home, '--show-status');
    expect(status.out).toContain('core: 2.4.1, stopped');
    expect(status.out).toContain('condition: upgrade_rollback');
    const events = await host.events();
    expect(events).toContainEqual(
      expect.objectContaining({
        outcome: 'CORE INSTALLED',
        actor: expect.stringContaining('@'),
        message: 'Core 2.5.0 is installed in place of 2.4.1: a test',
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'rollback', outcome: 'ROLLED BACK', actor: 'Guardian' }),
    );
    const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
    expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
    await host.untilCoreIsUp();
    expect((await exacta(home, '--show-status')).out).toMatch(/^mode: NORMAL\n[^]*core: 2\.4\.1, running/);
    expect(await versionsOf(host)).toEqual(['2.4.0', '2.4.1', '2.5.0']);
  },
);

test.each<Way>(['alive', 'dead'])(
  'a bad upgrade that stays up is rolled back by --rollback-core, with the Guardian %s, to a version that verifies now, and never to a newer one [F7-134, F7-49, F7-160, F7-100]',
  async (way) => {
    const host = await newHost();
    const { home } = host;
    const daemon = await host.start();
    await host.untilCoreIsUp();
    await host.command(0, '--install-core', await archive(host, '2.5.0', WORKS_BADLY));
    await host.untilCoreIsUp();
    expect((await exacta(home, '--show-status')).out).toContain('core: 2.5.0, running');
    await become(way, daemon);
    expect(await host.command(0, '--rollback-core')).toContain('Core is rolled back from 2.5.0 to 2.4.1.');
    if (way === 'dead') await host.start();
    await host.untilMode('NORMAL');
    await host.untilCoreIsUp();
    expect((await exacta(home, '--show-status')).out).toContain('core: 2.4.1, running');
    const manifest = await readFile(join(home, 'core', '2.4.1', 'manifest.json'), 'utf8');
    expect(manifest).toContain('"2.4.1"');
    expect(await host.command(0, '--rollback-core')).toContain('Core is rolled back from 2.4.1 to 2.4.0.');
    expect(await host.command(4, '--rollback-core')).toBe('');
  },
);

test.each<Way>(['alive', 'dead'])(
  'a Core that is not what was signed is not installed, with the Guardian %s, and nothing changes [F7-50, F7-91, F7-139]',
  async (way) => {
    const host = await newHost({ '2.4.1': BUSY });
    const { files, home } = host;
    const daemon = await host.start();
    await host.untilCoreIsUp();
    await become(way, daemon);
    const folder = await files.release({ version: '2.5.0', files: { 'core.mjs': BUSY(host.mark) } });
    await symlink('/etc/passwd', join(folder, 'passwd'));
    const said = await exacta(home, '--install-core', folder, '--yes', '--reason', 'a test');
    expect(said).toMatchObject({ code: 5, err: expect.stringContaining('passwd is no plain file') });
    expect((await exacta(home, '--show-status')).out).toMatch(/^mode: NORMAL\n[^]*core: 2\.4\.1, /);
    expect(host.countCore() > 0).toBe(way === 'alive');
    expect((await host.events()).at(-1)).toMatchObject({ outcome: 'REFUSED (not signed)' });
    expect(await versionsOf(host)).toEqual(['2.4.1']);
  },
);

test('a Core below the min_version of those that were installed is refused with 4; one above it is kept for a roll-back, and the same one is installed again [F7-49]', async () => {
  const host = await newHost({ '2.4.1': () => '' });
  const brought = (version: string, minVersion = '0.0.0') =>
    host.files.release({ version, minVersion, files: { 'core.mjs': `// ${version}` } });
  await host.command(0, '--install-core', await brought('2.6.0', '2.5.0'));
  const said = await exacta(
    host.home,
    '--install-core',
    await brought('2.4.9'),
    '--yes',
    '--reason',
    'a test',
  );
  expect(said).toMatchObject({ code: 4, err: expect.stringContaining('older than 2.5.0') });
  const kept = await host.command(0, '--install-core', await brought('2.5.0'));
  expect(kept).toContain('Core 2.5.0 is kept beside 2.6.0, which stays.');
  const again = await host.command(0, '--install-core', await brought('2.6.0', '2.5.0'));
  expect(again).toContain('Core 2.6.0 is installed again.');
  expect(await host.command(0, '--rollback-core')).toContain('from 2.6.0 to 2.5.0');
  expect(await host.command(4, '--rollback-core')).toBe('');
  expect(await versionsOf(host)).toEqual(['2.4.1', '2.5.0', '2.6.0']);
});
