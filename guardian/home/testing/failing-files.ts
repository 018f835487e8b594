import { readFile, stat, truncate, type FileHandle } from 'node:fs/promises';
import { nodeFiles, type Files } from '../durable';

export class PowerCut extends Error {}

const CHANGES: ReadonlySet<string | symbol> = new Set(['writeFile', 'sync', 'chmod', 'truncate']);

export interface FailingFiles extends Files {
  /** How many steps there were, the failed one included. */
  steps(): number;
  /** What a power cut does to files whose contents were never made durable: half of what was written is gone. */
  loseUnsynced(): Promise<void>;
}

/** Everything from step `limit` on fails, as when the power goes. A write that it meets is half done. */
export function filesWithPowerCut(limit: number): FailingFiles {
  let steps = 0;
  /** How much of each file is durable, in bytes. A renamed file is found under its new path. */
  const unsynced = new Map<string, number>();
  const step = () => {
    steps += 1;
    if (steps > limit) throw new PowerCut(`The power went at step ${steps}`);
  };

  function watch(handle: FileHandle, path: string): FileHandle {
    return new Proxy(handle, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (!CHANGES.has(name)) return value.bind(target);
        return async (...args: unknown[]) => {
          if (name === 'writeFile') {
            const before = (await target.stat()).size;
            if (!unsynced.has(path)) unsynced.set(path, before);
            if (steps >= limit) await target.writeFile(half(args[0]));
          }
          step();
          const result: unknown = await Reflect.apply(value, target, args);
          if (name === 'sync') unsynced.delete(path);
          return result;
        };
      },
    });
  }

  return {
    steps: () => steps,
    async loseUnsynced() {
      for (const [path, durable] of unsynced) {
        const size = await stat(path).then(
          (found) => found.size,
          () => 0,
        );
        if (size > durable) await truncate(path, Math.floor((durable + size) / 2));
      }
    },
    async open(path, flags, mode) {
      step();
      return watch(await nodeFiles.open(path, flags, mode), String(path));
    },
    async rename(from, to) {
      step();
      await nodeFiles.rename(from, to);
      const durable = unsynced.get(String(from));
      unsynced.delete(String(from));
      if (durable !== undefined) unsynced.set(String(to), durable);
    },
    async link(from, to) {
      step();
      await nodeFiles.link(from, to);
    },
    async unlink(path) {
      step();
      await nodeFiles.unlink(path);
    },
    mkdir: nodeFiles.mkdir,
  };
}

function half(contents: unknown): Uint8Array {
  const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents;
  if (!(bytes instanceof Uint8Array)) throw new TypeError('Tests write texts and bytes.');
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

/** A disk that is full: half of what is written still fits. Files can be opened, and made. */
export const filesOnFullDisk: Files = {
  ...nodeFiles,
  async open(path, flags, mode) {
    const handle = await nodeFiles.open(path, flags, mode);
    const write = handle.writeFile.bind(handle);
    handle.writeFile = async (contents) => {
      await write(half(contents));
      throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
    };
    return handle;
  },
};

export const readText = (path: string): Promise<string> => readFile(path, 'utf8');
