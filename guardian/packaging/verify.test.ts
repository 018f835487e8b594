import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileBeside, makeKeys, makePackage, placesForTests, run, sh, unpack } from './testing/package';
import { BUILD_MS } from '../testing/programs';

const { newFolder } = placesForTests();
let keys: string;
let tarball: string;
let words: string[];

beforeAll(() => {
  keys = newFolder();
  words = [...makeKeys(keys), '--version', '1.2.3'];
  tarball = makePackage([...words, '--out', newFolder()]);
}, BUILD_MS);

/** What was released, in a folder of its own, which a test may change. */
function copyOfRelease(): string {
  const folder = newFolder();
  cpSync(dirname(tarball), folder, { recursive: true });
  return join(folder, basename(tarball));
}

const verify = (file: string, ...more: string[]) =>
  run('sh', [fileBeside(tarball, 'verify.sh'), ...more, file]);
const verifyFolder = (folder: string) => run('sh', [fileBeside(tarball, 'verify.sh'), '--folder', folder]);

describe('the package', () => {
  it('has the same bytes when it is made again', () => {
    const again = makePackage([...words, '--out', newFolder()]);
    expect(again).not.toBe(tarball);
    for (const end of ['', '.sha256', '.sha256.sig'])
      expect(readFileSync(again + end).equals(readFileSync(tarball + end))).toBe(true);
  });

  it('is verified with openssl and the pinned root alone, and tells the fingerprints [F7-137]', () => {
    const { code, out } = verify(tarball);
    const root = sh(
      'openssl pkey -pubin -in "$1" -outform DER | sha256sum | cut -c 1-64',
      join(keys, 'root-public.pem'),
    );
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Verified: exacta-guardian-1\.2\.3\.tar\.gz\n/),
    });
    expect(out).toContain(`offline root (SHA-256): ${root.out.trim()}`);
    expect(verify(tarball, '--root-key', join(keys, 'root-public.pem')).code).toBe(0);
  });

  const attacks: Record<string, (file: string) => void> = {
    'one more byte': (file) => appendFileSync(file, '\0'),
    'another SHA-256 beside it': (file) => {
      appendFileSync(file, '\0');
      const sum = sh('openssl dgst -sha256 -r "$1" | cut -c 1-64', file).out.trim();
      writeFileSync(`${file}.sha256`, `${sum}  ${basename(file)}\n`);
    },
    'no signature': (file) => rmSync(`${file}.sha256.sig`),
    'no release key': (file) => rmSync(fileBeside(file, 'release-key.pem')),
    'everything signed with the keys of somebody else': (file) => {
      const theirs = newFolder();
      const made = makePackage([...makeKeys(theirs), '--version', '1.2.3', '--out', newFolder()]);
      cpSync(dirname(made), dirname(file), { recursive: true });
    },
  };

  it.each(Object.keys(attacks))('is not verified with %s [F7-137]', (attack) => {
    const file = copyOfRelease();
    attacks[attack]?.(file);
    expect(verify(file)).toMatchObject({ code: 5, out: '', err: expect.stringContaining('NOT VERIFIED') });
  });

  it('is not verified with another root than that of the person who asks', () => {
    const theirs = newFolder();
    makeKeys(theirs);
    expect(verify(tarball, '--root-key', join(theirs, 'root-public.pem')).code).toBe(5);
    expect(run('sh', [fileBeside(tarball, 'verify.sh')]).code).toBe(2);
  });
});

describe('the package in its folder', () => {
  const changes: Record<string, (folder: string) => void> = {
    'a changed program': (folder) => appendFileSync(join(folder, 'exacta-guardian.js'), '//'),
    'a missing script': (folder) => rmSync(join(folder, 'scripts/operator/KILL_FRONTEND_NOW.sh')),
    'one more file': (folder) => writeFileSync(join(folder, 'systemd/evil.service'), ''),
    'a link for a file': (folder) => {
      renameSync(join(folder, 'install.sh'), join(folder, '..', 'elsewhere'));
      symlinkSync(join(folder, '..', 'elsewhere'), join(folder, 'install.sh'));
    },
    'an empty folder': (folder) => mkdirSync(join(folder, 'more')),
    'another manifest': (folder) => {
      const manifest = join(folder, 'manifest.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('1.2.3', '1.2.4'));
    },
    'no manifest': (folder) => rmSync(join(folder, 'manifest.json')),
  };

  it('is verified file by file [F7-137]', () => {
    const { code, out } = verifyFolder(unpack(tarball, newFolder()));
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('exacta-guardian 1.2.3') });
  });

  it.each(Object.keys(changes))('is not verified with %s [F7-137]', (change) => {
    const folder = unpack(tarball, newFolder());
    changes[change]?.(folder);
    expect(verifyFolder(folder)).toMatchObject({ code: 5, err: expect.stringContaining('NOT VERIFIED') });
  });

  it('has none of the private keys', () => {
    const folder = unpack(tarball, newFolder());
    expect(sh('grep -rl "PRIVATE KEY-----" "$1" || true', folder).out).toBe('');
  });
});
