import type { Db } from './db';

/** The place where the database is kept, so that it outlives the page and the tabs of a browser share it. */
export interface Store {
  /** Null when nothing usable is stored. */
  load(): Promise<Db | null>;
  save(db: Db): void;
  /** Keeps other tabs out while `work` reads and writes. */
  exclusively?<T>(work: () => Promise<T>): Promise<T>;
}

/** Runs tasks one after the other, each between reading and saving. A failed task does not stop the next one. */
export function createQueue() {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}
