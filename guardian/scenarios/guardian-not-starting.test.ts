import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountName } from '../cli/account';
import { findGuardian } from '../cli/find-guardian';
import { makePackage, unpack } from '../packaging/testing/package';
import { hostsForTests, until, type Host } from './testing/host';
import { runToEnd, sh } from '../testing/programs';

const { newHost, start } = hostsForTests();

/** The package of the Guardian, signed by the release key that the root of this home vouches for. Answers its tarball. */
function packageFor({ files: { folder, root, keys } }: Host): string {
  const file = (name: string, contents: string | Uint8Array) => {
    writeFileSync(join(folder, name), contents);
    return join(folder, name);
  };
  const options = {
    'root-public': file('root-public.pem', root.publicPem),
    'release-key': file('release-private.pem', keys.release.privatePem),
    'release-signature': file('release-public.sig', keys.releaseSignature),
    version: '1.2.3',
    out: join(folder, 'out'),
  };
  return makePackage(Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]));
}

/** The bytes of every key, by name. */
const keysOf = ({ home }: Host) =>
  readdirSync(join(home, 'keys')).map((name) => [name, readFileSync(join(home, 'keys', name), 'base64')]);

async function pidOf({ home }: Host): Promise<number> {
  const found = await findGuardian(join(home, 'admin.sock'), accountName());
  if (found.state !== 'running' || !found.process) throw new Error(`The Guardian is ${found.state}.`);
  return found.process.pid;
}

test('a Guardian whose file is damaged does not start, and Core stays dead: installed again from the signed package, it is NORMAL, and state, keys and events are kept [F7-136, F7-137, INV-OPER-3]', async () => {
  const host = await newHost();
  const { folder } = host.files;
  const tarball = packageFor(host);
  const root = join(folder, 'root');
  mkdirSync(join(root, 'var/lib'), { recursive: true });
  symlinkSync(host.home, join(root, 'var/lib/exacta'));
  mkdirSync(join(folder, 'unpacked'));
  const unpacked = unpack(tarball, join(folder, 'unpacked'));
  const install = () => runToEnd('sh', [join(unpacked, 'install.sh'), '--root', root]);
  expect(await runToEnd('sh', [join(folder, 'out', 'verify.sh'), tarball])).toMatchObject({ code: 0 });
  expect(await install()).toMatchObject({ code: 0 });

  const program = join(root, 'usr/lib/exacta/guardian');
  const supervisor = start(join(program, 'exacta-guardian-supervisor'), ['--home', host.home, '--port', '0']);
  await host.untilMode('NORMAL');
  await host.untilCoreIsUp();
  const [keys, events] = [keysOf(host), await host.events()];

  await sh('f="$1/exacta-guardian.js"; head -c 5000 "$f" >"$f.half"; mv "$f.half" "$f"', program);
  await sh('kill -9 "$1"', String(await pidOf(host)));
  await until(() => expect(host.countCore()).toBe(0));
  const broken = await runToEnd(join(program, 'exacta-guardian'), ['--show-status', '--home', host.home]);
  expect(broken.code).not.toBe(0);
  expect(broken.out).not.toContain('mode:');

  // A package of which one byte was changed is not installed.
  await sh('cp -R "$1" "$1.changed"; printf x >>"$1.changed/exacta-guardian.js"', unpacked);
  const changed = await runToEnd('sh', [join(`${unpacked}.changed`, 'install.sh'), '--root', root]);
  expect(changed.code).toBe(5);
  expect(await install()).toMatchObject({ code: 0, out: expect.stringContaining('stays as it is') });

  // The supervisor has never given up.
  await host.untilMode('NORMAL');
  await host.untilCoreIsUp();
  const verified = await runToEnd(join(program, 'exacta-guardian'), [
    '--verify-integrity',
    '--home',
    host.home,
  ]);
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('guardian: valid') });
  expect(keysOf(host)).toStrictEqual(keys);
  expect((await host.events()).slice(0, events.length)).toStrictEqual(events);
  supervisor.signal('SIGTERM');
  expect(await supervisor.ended).toMatchObject({ code: 0 });
  expect(host.countCore()).toBe(0);
});
