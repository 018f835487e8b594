import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { nodeFiles } from '../home/durable';
import { signWith } from '../home/keys';
import { SIGNED_FILES, type ReleaseKeys } from '../home/manifest';
import { signFolder } from '../home/released-folder';

interface PackageOptions {
  /** The project's folder. */
  source: string;
  /** The programs, as built. */
  programs: string;
  /** `1.2.3`. */
  version: string;
  /** The oldest version that may replace this one. */
  minVersion: string;
  /** SPKI in PEM: the offline root, which is pinned in `verify.sh` and by `--init`. */
  rootPublicPem: string;
  keys: ReleaseKeys;
  /** The first Core, a signed `.tar.gz`; null for none. */
  core: string | null;
  /** Folder for the package and what verifies it. */
  out: string;
}

/** What is copied, from the project's folder: a file or a folder, and its name in the package. */
const CONTENTS: readonly (readonly [from: string, name: string])[] = [
  ['guardian/packaging/files/exacta-guardian', 'exacta-guardian'],
  ['guardian/packaging/files/exacta-control', 'exacta-control'],
  ['guardian/packaging/files/install.sh', 'install.sh'],
  ['guardian/packaging/files/services.json', 'services.json'],
  ['guardian/supervisor/exacta-guardian-supervisor', 'exacta-guardian-supervisor'],
  ['guardian/packaging/systemd', 'systemd'],
  ['guardian/scripts/maintenance', 'scripts/maintenance'],
  ['guardian/scripts/operator', 'scripts/operator'],
  ['guardian/windows/hold-core.ps1', 'windows/hold-core.ps1'],
  ['guardian/windows/selftest.ps1', 'windows/selftest.ps1'],
  ['docs/guardian.md', 'docs/guardian.md'],
];

/**
 * Makes the package of the Guardian for hosts: the same bytes each time from the same programs and keys. Answers the path of the
 * `.tar.gz`; beside it are its signed SHA-256, the release key with the root's signature, and `verify.sh`.
 */
export async function makePackage(options: PackageOptions): Promise<string> {
  const { version, minVersion, keys, out } = options;
  const work = await mkdtemp(join(tmpdir(), 'exacta-package-'));
  try {
    const folder = join(work, `exacta-guardian-${version}`);
    const verify = await pinnedVerify(options);
    await fill(folder, verify, options);
    await signFolder(
      nodeFiles,
      folder,
      { product: 'exacta-guardian', version, min_version: minVersion },
      keys,
    );
    const tarball = join(out, `exacta-guardian-${version}.tar.gz`);
    await mkdir(out, { recursive: true });
    const bytes = await packFolder(folder);
    await writeFile(tarball, bytes);
    const sum = `${createHash('sha256').update(bytes).digest('hex')}  ${basename(tarball)}\n`;
    await writeFile(`${tarball}.sha256`, sum);
    await writeFile(`${tarball}.sha256.sig`, signWith(keys.release.privatePem, Buffer.from(sum)));
    await writeFile(join(out, SIGNED_FILES.releaseKey), keys.release.publicPem);
    await writeFile(join(out, SIGNED_FILES.releaseKeySignature), keys.releaseSignature);
    await writeFile(join(out, 'verify.sh'), verify, { mode: 0o755 });
    return tarball;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** `verify.sh` with the root's public key in it. */
async function pinnedVerify({ source, rootPublicPem }: PackageOptions): Promise<string> {
  const text = await readFile(join(source, 'guardian/packaging/files/verify.sh'), 'utf8');
  return text.replace('@ROOT_PUBLIC_KEY@', rootPublicPem.trim());
}

async function fill(folder: string, verify: string, options: PackageOptions): Promise<void> {
  const { source, programs, version, rootPublicPem, core } = options;
  await cp(programs, folder, { recursive: true });
  for (const [from, name] of CONTENTS) await cp(join(source, from), join(folder, name), { recursive: true });
  const manifest = { name: 'exacta-guardian', version, private: true, type: 'module' };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'root-public.pem'), rootPublicPem);
  await writeFile(join(folder, 'verify.sh'), verify);
  await chmod(join(folder, 'verify.sh'), 0o755);
  if (core !== null) await cp(core, join(folder, 'exacta-core.tar.gz'));
}

/** Signs a Core, and packs it: what `--core` of the installer and of `--init` takes. */
export async function packCore(
  source: string,
  head: { version: string; minVersion: string },
  keys: ReleaseKeys,
  file: string,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'exacta-package-'));
  try {
    const folder = join(work, `exacta-core-${head.version}`);
    await cp(source, folder, { recursive: true });
    const { version, minVersion } = head;
    await signFolder(nodeFiles, folder, { product: 'exacta-core', version, min_version: minVersion }, keys);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await packFolder(folder));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** One folder as `.tar.gz`, without anything that changes from one time or machine to the next. */
async function packFolder(folder: string): Promise<Buffer> {
  const same = ['--format=ustar', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const args = [...same, '--mode=u=rwX,go=rX', '-cf', '-', '-C', join(folder, '..'), basename(folder)];
  const child = spawn('tar', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`GNU tar is needed to make a package: ${complaint.trim()}`);
  return gzipSync(Buffer.concat(chunks), { level: constants.Z_BEST_COMPRESSION });
}
