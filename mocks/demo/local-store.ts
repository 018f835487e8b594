import type { Db } from '../db';
import { createDb } from '../seeds/create-db';
import { formatFaults, parseFaults, type FaultMemory } from '../faults/faults';
import { createQueue, type Store } from '../store';

export const STATE_KEY = 'ksc-demo.state';
const FAULTS_KEY = 'ksc-demo.faults';
/** Raise it when `Db` changes its shape: data of older demos is then dropped. */
const VERSION = 3;

/** The parts of the browser that are needed. Without `locks`, two tabs are not kept apart. */
export interface BrowserParts {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  locks?: Pick<LockManager, 'request'> | undefined;
}

/** A full or blocked storage is treated as missing: the demo then lives as long as its page. */
function guarded<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/**
 * Stores the database without its seeded rows, which are made again, because ten thousand of them would not fit. Zustand's
 * `persist` is not used, because tabs take turns at the stored data, each reading it again under a lock.
 */
export function createLocalStore({ storage, locks }: BrowserParts): Store {
  const alone = createQueue();
  let seeded: { key: string; rows: Db['audit'] } | null = null;

  const keyOf = ({ seed, seededAt }: Db) => JSON.stringify([seed, seededAt]);

  async function seededRows(db: Db): Promise<Db['audit']> {
    const key = keyOf(db);
    if (seeded?.key !== key) seeded = { key, rows: createDb(db.seed, db.seededAt).audit };
    return seeded.rows;
  }

  return {
    async load() {
      const text = guarded(() => storage.getItem(STATE_KEY)) ?? null;
      const db = text === null ? null : guarded(() => readState(text));
      return db && { ...db, audit: [...(await seededRows(db)), ...db.audit] };
    },
    save(db) {
      const key = keyOf(db);
      if (seeded?.key !== key) seeded = { key, rows: db.audit.slice(0, db.seededRows) };
      const kept = { version: VERSION, db: { ...db, audit: db.audit.slice(db.seededRows) } };
      const saved = guarded(() => storage.setItem(STATE_KEY, JSON.stringify(kept)));
      // It is better to store nothing than to leave old data that would be loaded again.
      if (saved === null) guarded(() => storage.removeItem(STATE_KEY));
    },
    exclusively: async (work) =>
      // The type of the lock loses the type of the result.
      locks ? await locks.request(STATE_KEY, work) : alone(work),
  };
}

function readState(text: string): Db | null {
  // Only `save` writes this text; the version stands for its shape.
  const kept = JSON.parse(text) as { version?: unknown; db?: Db } | null;
  return kept?.version === VERSION && kept.db ? kept.db : null;
}

export function createFaultMemory(storage: BrowserParts['storage']): FaultMemory {
  let unsaved = '';
  return {
    load() {
      const text = guarded(() => storage.getItem(FAULTS_KEY)) ?? unsaved;
      return guarded(() => parseFaults(text)) ?? {};
    },
    save(set) {
      unsaved = formatFaults(set);
      guarded(() => storage.setItem(FAULTS_KEY, unsaved));
    },
  };
}
