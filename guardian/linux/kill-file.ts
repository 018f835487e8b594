import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { OperatorSwitch } from '../ports';
import { openEntrySwitch } from './entry-switch';

export interface KillFile extends OperatorSwitch {
  /**
   * Calls back when it may be time for a look before the next one is due. It promises nothing: the looks go on. Answers how
   * to end it.
   */
  watch(mayHaveChanged: () => void): () => void;
}

/** The KILL file in the Guardian's home. Rejects when there is no such home. */
export async function openKillFile(path: string): Promise<KillFile> {
  return {
    ...(await openEntrySwitch(path)),
    watch(mayHaveChanged) {
      try {
        const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
          // Some systems do not say which entry it was.
          if (name === null || name === basename(path)) mayHaveChanged();
        });
        watcher.on('error', () => watcher.close());
        return () => watcher.close();
      } catch {
        return () => {};
      }
    },
  };
}
