import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoreVersions } from '../ports';
import { codeOf, readSmall, type Files, type Queue } from './durable';
import { keepCore } from './install-core';
import type { OwnPaths } from './paths';
import type { Verified } from './released-folder';
import type { Memory } from './remembered';
import { verifyVersion } from './verify-version';
import { compareVersions, isVersion, newerOf } from './versions';

interface Parts {
  paths: OwnPaths;
  memory: Memory;
  files: Files;
  queue: Queue;
}

export function openVersions({ paths, memory, files, queue }: Parts): CoreVersions {
  const folderOf = (version: string): string => {
    if (!isVersion(version)) throw new Error('A version is three numbers, as 2.4.1.');
    return join(paths.coreFolder, version);
  };

  async function verify(version: string): Promise<Verified> {
    const minimum = (await memory.read())?.core.minimum ?? null;
    return verifyVersion(folderOf(version), version, minimum, await readSmall(paths.rootKey));
  }

  async function installed(): Promise<string[]> {
    try {
      const entries = await readdir(paths.coreFolder);
      return entries.filter((name) => isVersion(name)).toSorted((a, b) => compareVersions(b, a));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  const current = async () => (await memory.read())?.core.current ?? null;

  return {
    current,
    folderOf,
    verify: async (version) => {
      const { signature, sha256, detail } = await verify(version);
      return { signature, sha256, detail };
    },

    async backups() {
      const core = (await memory.read())?.core;
      const others = (await installed()).filter((version) => version !== core?.current);
      const minimum = core?.minimum ?? null;
      const allowed = others.filter((version) => minimum === null || compareVersions(version, minimum) >= 0);
      const list: { version: string; verified: boolean }[] = [];
      for (const version of allowed) {
        list.push({ version, verified: (await verify(version)).signature === 'valid' });
      }
      return list;
    },

    keep: (incoming) => queue(() => keepCore({ paths, memory, files }, incoming)),

    activate: (version) =>
      queue(async () => {
        const { signature, detail, manifest } = await verify(version);
        if (signature !== 'valid' || manifest === null) {
          throw new Error(`Core ${version} is not what was signed: ${detail ?? 'no manifest'}`);
        }
        await memory.change(({ core, ...rest }) => ({
          ...rest,
          core: {
            current: version,
            highest: newerOf(core.highest ?? version, version),
            minimum: newerOf(core.minimum ?? manifest.min_version, manifest.min_version),
          },
        }));
      }),
  };
}
