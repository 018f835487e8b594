import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsForTests, until, verifyLastExit } from './testing/host';
import { exacta, sh } from '../testing/programs';

const { newHost } = hostsForTests();

test.each([
  ['rolled back', '2.4.0'],
  ['installed again', '2.4.1'],
])(
  'suspected compromise, one byte of Core changed: KILL file, verify, export, Core is %s, acknowledge, exit, NORMAL [F7-139, F7-50, F7-51, F7-67, F7-122, F7-72, F7-73, F7-74, F7-97, F7-101]',
  async (how, version) => {
    const host = await newHost();
    const { home } = host;
    const signed = join(host.files.folder, 'signed');
    await sh('cp -R "$1/core/2.4.1" "$2"', home, signed);
    await host.start();
    await host.untilCoreIsUp();
    const core = join(home, 'core', '2.4.1', 'core.mjs');
    const [size, first] = [(await readFile(core)).length, (await readFile(core))[0]];
    await sh(`printf '#' | dd of="$1" bs=1 seek=${size - 2} conv=notrunc 2>/dev/null`, core);
    expect((await readFile(core)).length).toBe(size);
    expect((await readFile(core))[0]).toBe(first);

    await sh('touch "$1/KILL"', home);
    await until(() => expect(host.countCore()).toBe(0));
    const verified = await exacta(home, '--verify-integrity', '--json');
    expect(verified.code).toBe(5);
    expect(JSON.parse(verified.out).items).toContainEqual(
      expect.objectContaining({
        component: 'core',
        signature: 'invalid',
        detail: expect.stringContaining('core.mjs'),
      }),
    );
    // A name is shown as what it is: it clears no terminal, and looks like no other line.
    await sh(`ln -s x "$1/$(printf 'a\\nintegrity: ok\\n\\033[2J')"`, join(home, 'core', '2.4.1'));
    const shown = (await exacta(home, '--verify-integrity')).out;
    expect(shown).toContain(String.raw`a\nintegrity: ok\n\u001b[2J is no plain file`);
    expect(shown).not.toMatch(/^integrity: ok|\u001B/m);
    const logs = join(host.files.folder, 'evidence.json');
    await host.command(0, '--export-logs', logs);
    expect(JSON.parse(await readFile(logs, 'utf8')).status.entry_conditions).toContainEqual(
      expect.objectContaining({ code: 'core_signature', active: true }),
    );

    if (how === 'installed again') {
      const said = await host.command(0, '--install-core', signed);
      expect(said).toContain('Core 2.4.1 is installed again.');
      expect(said).toContain('mode: OPERATOR_OVERRIDE');
      expect(host.countCore()).toBe(0);
    }

    await sh('rm "$1/KILL"', home);
    await host.command(0, '--acknowledge-kill');
    if (how === 'rolled back') {
      const refused = await exacta(home, '--exit-safe', '--yes', '--reason', 'too early');
      expect(refused).toMatchObject({
        code: 4,
        err: expect.stringContaining('The signature of Core 2.4.1 is invalid'),
      });
      expect(await host.command(0, '--rollback-core')).toContain('from 2.4.1 to 2.4.0');
    }
    expect((await exacta(home, '--verify-integrity')).code).toBe(0);
    const exit = JSON.parse(await host.command(0, '--exit-safe', '--json'));
    expect(await verifyLastExit(host, exit.record)).toContain('Signature Verified Successfully');
    await host.untilMode('NORMAL');
    await host.untilCoreIsUp();
    const status = await exacta(home, '--show-status');
    expect(status.out).toContain(`core: ${version}, running`);
  },
);
