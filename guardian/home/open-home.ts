import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { Home, Platform } from '../ports';
import { openVersions } from './core-versions';
import {
  codeOf,
  createQueue,
  nodeFiles,
  readSmall,
  removeDurably,
  writeDurably,
  type Files,
} from './durable';
import { openEventLog } from './event-log';
import { readNote, type HomeNote } from './home-note';
import { installCore } from './install-core';
import { openKeys } from './keys';
import { lockFile } from './lock';
import { emergencyFolderOf, pathsOf, type OwnPaths } from './paths';
import { openPolicy } from './policy-store';
import { identityOf } from './process-identity';
import { verifyFolder } from './released-folder';
import { openMemory } from './remembered';
import { openStateFile } from './state-file';

export interface OpenHome extends Home {
  readonly paths: OwnPaths;
  /** What `--init` noted. Null when that is damaged: the home is then read as a home of its folder. */
  readonly note: HomeNote | null;
  /** The host's name, as `--init` noted it, or as the system has it. */
  readonly host: string;
  readonly platform: Platform;
  /** What is wrong with the home's own files, in words: a key that others may read, a note that is damaged. */
  problems(): Promise<string[]>;
  /** Called at the start. Answers whether the run before this one ended without a clean stop. */
  markRunning(): Promise<boolean>;
  /** Called at a clean stop. */
  markStopped(): Promise<void>;
  /** Verifies a Core in a folder or a `.tar.gz`, and keeps it. It is not active yet. Answers its version. */
  installCore(source: string): Promise<string>;
}

export interface OpenOptions {
  /** The folder that this program was installed in, with its manifest. */
  programFolder?: string | null;
  files?: Files;
}

const ourPlatform: Platform = process.platform === 'win32' ? 'windows' : 'linux';

/** Opens a home that `--init` made, also when much of it is damaged. Rejects when the folder is no home at all. */
export async function openHome(
  home: string,
  { programFolder = null, files = nodeFiles }: OpenOptions = {},
): Promise<OpenHome> {
  await mustBeHome(home);
  const note = await readNote(join(home, 'home.json'));
  const platform = note?.platform ?? ourPlatform;
  const paths = pathsOf(home, note?.emergency_folder ?? emergencyFolderOf(home, platform), platform);
  const queue = createQueue();
  const keys = openKeys(paths);
  const memory = openMemory(paths.rememberedFile, keys, files);
  const events = openEventLog({ path: paths.eventLog, files, queue, readFloor: () => state.lastEvent() });
  const state = openStateFile(paths, files, queue, () => events.head());

  return {
    paths,
    note,
    host: note?.host ?? hostname(),
    platform,
    readState: () => state.read(),
    writeState: (next) => state.write(next),
    events,
    policy: openPolicy({ paths, keys, memory, files, queue }),
    versions: openVersions({ paths, memory, files, queue }),
    keys,
    lock: () => lockFile(paths.lockFile),

    async verifyGuardian() {
      const rootKey = await readSmall(paths.rootKey);
      if (programFolder === null) return { signature: 'missing', sha256: '' };
      const { signature, sha256 } = await verifyFolder(programFolder, 'exacta-guardian', rootKey);
      // `missing` is for what was never installed. Here, somebody has removed the manifest.
      return { signature: signature === 'missing' ? 'invalid' : signature, sha256 };
    },

    async problems() {
      const noted = note ? [] : [`${basename(paths.noteFile)} is missing or damaged.`];
      const remembered = (await memory.read().catch(() => null))
        ? []
        : [`${paths.rememberedFile} is missing, damaged, or not signed by this Guardian.`];
      return [...noted, ...remembered, ...(await keys.problems())];
    },

    markRunning: () =>
      queue(async () => {
        const before = await readSmall(paths.runningMarker).catch(() => Buffer.alloc(0));
        const text = `${JSON.stringify(await identityOf(process.pid))}\n`;
        await writeDurably(files, paths.runningMarker, text);
        return before !== null;
      }),
    markStopped: () => queue(() => removeDurably(files, paths.runningMarker)),
    installCore: (source) => queue(() => installCore({ paths, memory, files }, source)),
  };
}

/** Any one of these says that the folder was a home once. */
const SIGNS = ['home.json', 'state.json', 'policy.json', 'keys', 'events.log', 'guardian-public.pem'];

async function mustBeHome(home: string): Promise<void> {
  try {
    const names = await readdir(home);
    if (SIGNS.some((sign) => names.includes(sign))) return;
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  throw new Error(`${home} is no home of a Guardian. exacta-guardian --init makes one.`);
}
