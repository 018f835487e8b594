import type { Db } from './db';

/** Where the database is kept so that it outlives the page and is shared by the tabs of a browser. */
export interface Store {
  /** Null when nothing (usable) is kept. */
  load(): Promise<Db | null>;
  save(db: Db): void;
  /** Keeps other tabs out while `work` reads and writes. */
  exclusively?<T>(work: () => Promise<T>): Promise<T>;
}

/** Runs works one after the other, each between reading and saving; a failed one does not stop the next. */
export function createQueue() {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}
