import type { HeardHost } from '../../core/ports/hosts';
import type { Store } from '../../core/ports/store';

/** What comes within this time is written together, in ms. */
const GATHER_MS = 50;

export interface Hearing {
  /** `asked` is when the host was asked, in ms of this process's monotonic clock. */
  add(heard: Omit<HeardHost, 'msAgo'>, asked: number): void;
  /** Writes what is left. Never rejects. */
  stop(): Promise<void>;
}

/** Writes what is heard of many hosts into the store, one write at a time, because each waits for a disk. */
export function createHearing(store: Pick<Store, 'heardOf'>, failed: (error: unknown) => void): Hearing {
  let gathered: { heard: Omit<HeardHost, 'msAgo'>; asked: number }[] = [];
  let writing: Promise<void> | null = null;

  async function write() {
    await new Promise((done) => setTimeout(done, GATHER_MS));
    while (gathered.length > 0) {
      const some = gathered;
      gathered = [];
      const now = performance.now();
      await store.heardOf(some.map(({ heard, asked }) => ({ ...heard, msAgo: now - asked }))).catch(failed);
    }
    writing = null;
  }

  return {
    add(heard, asked) {
      gathered.push({ heard, asked });
      writing ??= write();
    },
    stop: async () => void (await writing),
  };
}
