import type { Moment } from '../../core/gateway/lease';
import type { HeardHost } from '../../core/ports/hosts';
import type { Store } from '../../core/ports/store';

/** What comes within this time is written together, in ms. */
const GATHER_MS = 50;

type Heard = Omit<HeardHost, 'ageMs'>;

export interface Hearing {
  /** `asked` is when the host was asked, on both clocks of this process. */
  add(heard: Heard, asked: Moment): void;
  /** Writes what is left. Never rejects. */
  stop(): Promise<void>;
}

export const momentNow = (): Moment => ({ monotonic: performance.now(), wall: Date.now() });

/** Whichever clock says more: one stands still while the machine is suspended, and the other can be set back. */
const msSince = ({ monotonic, wall }: Moment, now: Moment): number =>
  Math.max(now.monotonic - monotonic, now.wall - wall);

/** Writes what is heard of many hosts into the store, one write at a time, because each waits for a disk. */
export function createHearing(
  store: Pick<Store, 'heardOf'>,
  failed: (error: unknown) => void,
  now: () => Moment = momentNow,
): Hearing {
  let gathered: HeardHost[] = [];
  let writing: Promise<void> | null = null;

  async function write() {
    await new Promise((done) => setTimeout(done, GATHER_MS));
    while (gathered.length > 0) {
      const some = gathered;
      gathered = [];
      await store.heardOf(some).catch(failed);
    }
    writing = null;
  }

  return {
    add(heard, asked) {
      gathered.push({ ...heard, ageMs: () => msSince(asked, now()) });
      writing ??= write();
    },
    stop: async () => void (await writing),
  };
}
