import { chmod, mkdir, open, readdir, rm } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { createState, FACTORY_SETTINGS, type GuardianState } from '../../core/guardian/state';
import type { Platform } from '../ports';
import { codeOf, nodeFiles, syncFolder, writeDurably } from './durable';
import type { HomeNote } from './home-note';
import { isPublicKey, newKeyPair, openKeys } from './keys';
import { openHome, type OpenHome } from './open-home';
import { emergencyFolderOf, pathsOf, type OwnPaths } from './paths';
import { NOTHING_REMEMBERED, openMemory } from './remembered';

export interface InitOptions {
  /** An absolute path of a folder that is empty or missing. */
  home: string;
  /** Where the emergency key will be; by default beside the home. It is outside of the home. */
  emergencyFolder?: string;
  host: string;
  platform: Platform;
  guardianVersion: string;
  /** SPKI in PEM: the offline root, which is pinned from now on. */
  rootKey: string;
  /** A first Core: a folder, or a `.tar.gz`. */
  core?: string;
  /** ms since the epoch. */
  now: number;
}

/** The folder holds something, or somebody else makes a home there right now. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/**
 * What the installer does once. Rejects with `NotEmpty`, and changes nothing, when the folder holds anything. A home that could
 * not be made is removed: half of one would stand in the way of the next try.
 */
export async function initHome(options: InitOptions): Promise<OpenHome> {
  const { home, platform } = options;
  const emergencyFolder = options.emergencyFolder ?? emergencyFolderOf(home, platform);
  check(options, emergencyFolder);
  await mustBeEmpty(home);
  const paths = pathsOf(home, emergencyFolder, platform);
  await makeFolder(home, 0o755);
  await claim(home, paths.keysFolder);
  try {
    return await fill(options, emergencyFolder, paths);
  } catch (error) {
    await rm(home, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** Of several who begin at once, only one can make this folder. */
async function claim(home: string, keysFolder: string): Promise<void> {
  try {
    await mkdir(keysFolder);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new NotEmpty(`${home} is not empty: it holds keys.`) : error;
  }
}

/** The state is written last. */
async function fill(options: InitOptions, emergencyFolder: string, paths: OwnPaths): Promise<OpenHome> {
  const { home, host, platform, rootKey, now } = options;
  await makeFolder(paths.keysFolder, 0o700);
  await makeFolder(paths.coreFolder, 0o755);
  if (!emergencyFolder.startsWith('HKLM')) {
    const made = await mkdir(emergencyFolder, { recursive: true, mode: 0o755 });
    if (made !== undefined) await chmod(emergencyFolder, 0o755);
  }

  const pair = newKeyPair();
  await writeNewKey(paths.privateKey, pair.privatePem);
  await syncFolder(nodeFiles, paths.keysFolder);
  await writeDurably(nodeFiles, paths.publicKey, pair.publicPem);
  await writeDurably(nodeFiles, paths.rootKey, rootKey);
  const note: HomeNote = {
    format: 1,
    host,
    platform,
    emergency_folder: emergencyFolder,
    guardian_version: options.guardianVersion,
    created_at: new Date(now).toISOString(),
  };
  await writeDurably(nodeFiles, paths.noteFile, `${JSON.stringify(note, null, 2)}\n`);
  const memory = openMemory(paths.rememberedFile, openKeys(paths), nodeFiles);
  await memory.change(() => NOTHING_REMEMBERED);

  const opened = await openHome(home);
  const policy = await opened.policy.write({ ...FACTORY_SETTINGS });
  const core = options.core === undefined ? null : await opened.installCore(options.core);
  if (core !== null) await opened.versions.activate(core);
  await opened.events.append({
    at: now,
    kind: 'integrity',
    outcome: 'INSTALLED',
    actor: 'Guardian',
    message: core === null ? 'Guardian installed, without a Core' : `Guardian installed, with Core ${core}`,
  });
  const { settings, hash, intact } = policy;
  await opened.writeState(firstState(options, opened.paths, core, { settings, hash, intact }));
  return opened;
}

function check({ home, host, rootKey }: InitOptions, emergencyFolder: string): void {
  if (!isAbsolute(home)) throw new Error('A home is an absolute path.');
  if (host.trim() === '') throw new Error('The host needs a name.');
  const inside = relative(home, emergencyFolder);
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside) && isAbsolute(emergencyFolder))) {
    throw new Error(
      'The emergency key is kept outside of the home, so that the two switches are independent.',
    );
  }
  if (!isPublicKey(rootKey)) throw new Error('The root key is no Ed25519 public key in PEM.');
}

async function mustBeEmpty(home: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(home);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (names.length > 0) throw new NotEmpty(`${home} is not empty: it holds ${names.slice(0, 3).join(', ')}.`);
}

async function makeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  await chmod(path, mode);
}

async function writeNewKey(path: string, pem: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The first start looks at everything, and finds out how Core is held. */
function firstState(
  { host, guardianVersion: version, platform, now }: InitOptions,
  { killFile, emergencyKey }: OpenHome['paths'],
  core: string | null,
  policy: GuardianState['policy'],
): GuardianState {
  const command = platform === 'windows' ? 'exacta-guardian.exe' : 'exacta-guardian';
  const facts = {
    host,
    version,
    platform,
    containment: 'none',
    containmentReason: null,
  } as const;
  const state = createState({ ...facts, locations: { killFile, emergencyKey, command } }, 'NORMAL', now);
  const known = core === null ? {} : { version: core, highestVersion: core };
  return { ...state, core: { ...state.core, ...known }, policy };
}
