import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exacta } from '../testing/programs';
import { BUSY, hostsForTests, verifyLastExit, type CoreText, type Host } from './testing/host';

const { newHost } = hostsForTests();

const DIES: CoreText = () => 'process.exit(1);';
const WORKS_BADLY: CoreText = (mark) => `${BUSY(mark)}\n// It is wrong, but it runs.`;

/** What an installer does: the new version is unpacked beside the others, and made the current one. */
async function install({ files, mark }: Host, version: string, text: CoreText) {
  const home = await files.open();
  const folder = await files.release({ version, files: { 'core.mjs': text(mark) } });
  await home.versions.activate(await home.installCore(folder));
}

/** The version before has been in use. */
async function runOnce(host: Host) {
  const daemon = await host.start();
  await host.untilCoreIsUp();
  await host.command(0, '--stop');
  expect(host.countCore()).toBe(0);
  expect(await daemon.ended).toMatchObject({ code: 0 });
}

test('a bad upgrade that does not stay up is rolled back by the Guardian, which enters Safe Mode; exit leads to NORMAL [F7-69, F7-169]', async () => {
  const host = await newHost();
  const { home } = host;
  await runOnce(host);
  await install(host, '2.5.0', DIES);
  await host.start();
  await host.untilMode('SAFE');
  const status = await exacta(home, '--show-status');
  expect(status.out).toContain('core: 2.4.1, stopped');
  expect(status.out).toContain('condition: upgrade_rollback');
  expect(await host.events()).toContainEqual(
    expect.objectContaining({ kind: 'rollback', outcome: 'ROLLED BACK', actor: 'Guardian' }),
  );
  const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
  expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
  await host.untilCoreIsUp();
  expect((await exacta(home, '--show-status')).out).toMatch(/^mode: NORMAL\n[^]*core: 2\.4\.1, running/);
});

test.each(['alive', 'dead'])(
  'a bad upgrade that stays up is rolled back by --rollback-core, with the Guardian %s, to a version that verifies now [F7-134, F7-49, F7-160, F7-100]',
  async (guardian) => {
    const host = await newHost();
    const { home } = host;
    await runOnce(host);
    await install(host, '2.5.0', WORKS_BADLY);
    const daemon = await host.start();
    await host.untilCoreIsUp();
    expect((await exacta(home, '--show-status')).out).toContain('core: 2.5.0, running');
    if (guardian === 'dead') {
      daemon.signal('SIGKILL');
      await daemon.ended;
    }
    expect(await host.command(0, '--rollback-core')).toContain('Core is rolled back from 2.5.0 to 2.4.1.');
    if (guardian === 'dead') await host.start();
    await host.untilMode('NORMAL');
    await host.untilCoreIsUp();
    expect((await exacta(home, '--show-status')).out).toContain('core: 2.4.1, running');
    const manifest = await readFile(join(home, 'core', '2.4.1', 'manifest.json'), 'utf8');
    expect(manifest).toContain('"2.4.1"');
  },
);
