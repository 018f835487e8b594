import type { AuditRecord } from '../../core/ports/records';
import type { Db } from '../db';
import { createDb } from '../seeds/create-db';
import { formatFaults, parseFaults, type FaultMemory } from '../faults/faults';
import { createQueue, type Store } from '../store';

export const STATE_KEY = 'ksc-demo.state';
const FAULTS_KEY = 'ksc-demo.faults';
/** Raise it when `Db` changes its shape: data of older demos is then dropped. */
const VERSION = 5;

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

/** By tenant. */
type Rows = Record<string, AuditRecord[]>;

const rowsOf = ({ data }: Db): Rows =>
  Object.fromEntries(data.tenants.map(({ tenant, records }) => [tenant.id, records]));

/** The same database with other rows. */
function withRows(db: Db, change: (records: AuditRecord[], tenantId: string) => AuditRecord[]): Db {
  const tenants = db.data.tenants.map((own) => ({ ...own, records: change(own.records, own.tenant.id) }));
  return { ...db, data: { ...db.data, tenants } };
}

/**
 * Stores the database without its seeded rows, which are made again, because ten thousand of them would not fit. Zustand's
 * `persist` is not used, because tabs take turns at the stored data, each reading it again under a lock.
 */
export function createLocalStore({ storage, locks }: BrowserParts): Store {
  const alone = createQueue();
  let seeded: { key: string; rows: Rows } | null = null;

  const keyOf = ({ seed, seededAt }: Db) => JSON.stringify([seed, seededAt]);
  const seedOf = (db: Db, rows: () => Rows): Rows => {
    const key = keyOf(db);
    if (seeded?.key !== key) seeded = { key, rows: rows() };
    return seeded.rows;
  };

  return {
    async load() {
      const text = guarded(() => storage.getItem(STATE_KEY)) ?? null;
      const db = text === null ? null : guarded(() => readState(text));
      if (!db) return null;
      const rows = seedOf(db, () => rowsOf(createDb(db.seed, db.seededAt)));
      return withRows(db, (records, id) => [...(rows[id] ?? []), ...records]);
    },
    save(db) {
      const countOf = (id: string) => db.seededRows[id] ?? 0;
      seedOf(db, () => rowsOf(withRows(db, (records, id) => records.slice(0, countOf(id)))));
      const kept = { version: VERSION, db: withRows(db, (records, id) => records.slice(countOf(id))) };
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
