import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeFiles } from '../durable';
import { initHome } from '../init-home';
import { newKeyPair, type PemPair } from '../keys';
import { certifyReleaseKey, type Product, type ReleaseKeys } from '../manifest';
import { openHome, type OpenHome, type OpenOptions } from '../open-home';
import { signFolder } from '../released-folder';

export const TEST_NOW = Date.parse('2026-11-27T09:00:00Z');

export interface ReleaseForTests {
  version: string;
  minVersion?: string;
  /** Contents by path. */
  files?: Record<string, string>;
  product?: Product;
}

export interface HomeForTests {
  /** A folder of this test alone: the home and its emergency folder are in it. */
  folder: string;
  home: string;
  emergencyFolder: string;
  root: PemPair;
  keys: ReleaseKeys;
  open(options?: OpenOptions): Promise<OpenHome>;
  /** Makes a signed folder outside of the home. Answers its path. */
  release(release: ReleaseForTests): Promise<string>;
  remove(): Promise<void>;
}

const DEFAULT_VERSIONS: readonly ReleaseForTests[] = [
  { version: '2.3.2' },
  { version: '2.4.0' },
  { version: '2.4.1' },
];

/** A home with small Core versions, oldest first, which a root of this test signed. The last one is active. */
export async function makeHomeForTests({
  host = 'host-1',
  versions = DEFAULT_VERSIONS,
}: { host?: string; versions?: readonly ReleaseForTests[] } = {}): Promise<HomeForTests> {
  const folder = await mkdtemp(join(tmpdir(), 'exacta-home-'));
  const home = join(folder, 'home');
  const emergencyFolder = `${home}-emergency`;
  const root = newKeyPair();
  const keys = certifyReleaseKey(newKeyPair(), root.privatePem);
  let made = 0;

  async function release({
    version,
    minVersion = '0.0.0',
    files = { 'core.js': `// Core ${version}\n`, 'data/words.txt': 'one\ntwo\n' },
    product = 'exacta-core',
  }: ReleaseForTests): Promise<string> {
    const path = join(folder, `release-${++made}`);
    for (const [name, contents] of Object.entries(files)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), contents);
    }
    await signFolder(nodeFiles, path, { product, version, min_version: minVersion }, keys);
    return path;
  }

  const opened = await initHome({
    home,
    host,
    platform: process.platform === 'win32' ? 'windows' : 'linux',
    guardianVersion: '2.2.0',
    rootKey: root.publicPem,
    now: TEST_NOW,
  });
  for (const version of versions)
    await opened.versions.activate(await opened.installCore(await release(version)));

  return {
    folder,
    home,
    emergencyFolder,
    root,
    keys,
    release,
    open: (options) => openHome(home, options),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
