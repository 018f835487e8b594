import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { programsForTests, type Said } from '../../testing/programs';

export const source = resolve(import.meta.dirname, '../../..');

/** Runs a program to its end. Nothing of the tests' environment but the path goes along. */
export function run(file: string, args: readonly string[], cwd = '/'): Said {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8', env: { PATH } });
  return { code: status, out: stdout ?? '', err: stderr ?? '' };
}

export const sh = (script: string, ...args: string[]): Said =>
  run('sh', ['-eu', '-c', script, 'sh', ...args]);

/** Folders that end with the tests of the file, and programs that end with each test. */
export function placesForTests() {
  const folders: string[] = [];
  const { start, endAll } = programsForTests();
  afterEach(endAll);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'exacta-package-'));
    folders.push(folder);
    return folder;
  }

  return { newFolder, start };
}

/** The keys of a release, made with openssl alone as docs/guardian.md says. Answers the words for `npm run package`. */
export function makeKeys(folder: string): string[] {
  const made = sh(
    `cd "$1"
     openssl genpkey -algorithm ed25519 -out root-private.pem
     openssl pkey -in root-private.pem -pubout -out root-public.pem
     openssl genpkey -algorithm ed25519 -out release-private.pem
     openssl pkey -in release-private.pem -pubout -out release-public.pem
     openssl pkeyutl -sign -inkey root-private.pem -rawin -in release-public.pem -out release-public.sig`,
    folder,
  );
  if (made.code !== 0) throw new Error(`openssl is needed for this test: ${made.err}`);
  const words = { 'release-key': 'release-private.pem', 'release-signature': 'release-public.sig' };
  const files = Object.entries({ ...words, 'root-public': 'root-public.pem' });
  return files.flatMap(([name, file]) => [`--${name}`, join(folder, file)]);
}

/** Runs `npm run package`. Answers the path of the tarball. */
export function makePackage(words: readonly string[]): string {
  const { code, out, err } = run(process.execPath, [join(source, 'scripts/package.mjs'), ...words], source);
  if (code !== 0) throw new Error(`The package could not be made: ${err}`);
  return out.trim();
}

/** Unpacks a tarball into an empty folder. Answers the folder that was in it. */
export function unpack(tarball: string, folder: string): string {
  const { code, err } = run('tar', ['-xzf', tarball, '-C', folder]);
  const [only = '', ...more] = readdirSync(folder);
  if (code !== 0 || more.length > 0)
    throw new Error(`${tarball} holds ${[only, ...more].join(', ')}: ${err}`);
  return join(folder, only);
}

export const fileBeside = (tarball: string, name: string) => join(dirname(tarball), name);
