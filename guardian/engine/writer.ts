import type { NewEvent } from '../../core/guardian/events';
import type { GuardianState, LoggedEvent } from '../../core/guardian/state';
import { wordsOf } from '../../core/text/words-of';
import type { Home } from '../ports';
import type { Clock } from './clock';

interface Parts {
  home: Pick<Home, 'events' | 'writeState'>;
  clock: Clock;
  state(): GuardianState;
  /** Something could not be written, or takes too long. It is tried again. */
  onFailure(why: string): void;
  /** Everything is written again. */
  onWritten(): void;
}

/** Longer than this, and the disk hangs. */
const SLOW_MS = 5_000;
/** Events that wait for a disk. Of more than these, the requests of Core are dropped first. */
const MOST_WAITING = 1_000;

export interface Writer {
  /** Appends an event, and goes on trying. */
  append(event: NewEvent): void;
  /** Appends an event once. Rejects when that is not durable. */
  record(event: NewEvent): Promise<LoggedEvent>;
  /** Writes the state as it will be by then. */
  writeState(): void;
  /** Tries again what failed, and tells what takes too long. */
  retry(): void;
  /** Resolves when all that was begun is durable. Rejects when something of it failed. */
  flush(): Promise<void>;
}

/** Writes events and state in the order in which they come, and never makes anybody wait who does not ask for it. */
export function createWriter({ home, clock, state, onFailure, onWritten }: Parts): Writer {
  /** What is being written, with the moment at which that began. */
  const running = new Map<Promise<unknown>, number>();
  let unwritten: NewEvent[] = [];
  let failed: string | null = null;
  let stateIs: 'written' | 'being written' | 'to be written again' | 'unwritten' = 'written';

  /** Never rejects. */
  async function follow(work: Promise<unknown>, onError: (why: string) => void): Promise<void> {
    try {
      await work;
    } catch (error) {
      onError(wordsOf(error));
    }
  }

  function track(work: Promise<unknown>, onError: (why: string) => void): void {
    const tracked = follow(work, onError).finally(() => {
      running.delete(tracked);
      settle();
    });
    running.set(tracked, clock.monotonic());
  }

  function settle(): void {
    if (failed === null || running.size > 0 || unwritten.length > 0 || stateIs !== 'written') return;
    failed = null;
    onWritten();
  }

  function fail(why: string): void {
    const isNew = failed === null;
    failed = why;
    if (isNew) onFailure(why);
  }

  const isAskedAgain = () => stateIs === 'to be written again';

  function append(event: NewEvent): void {
    if (unwritten.length + running.size > MOST_WAITING && event.kind === 'capability_request') return;
    track(home.events.append(event), (why) => {
      unwritten.push(event);
      fail(why);
    });
  }

  function writeState(): void {
    if (stateIs === 'being written' || stateIs === 'to be written again') {
      stateIs = 'to be written again';
      return;
    }
    stateIs = 'being written';
    track(writeNewest(), (why) => {
      stateIs = 'unwritten';
      fail(why);
    });
  }

  async function writeNewest(): Promise<void> {
    do {
      stateIs = 'being written';
      await home.writeState(state());
    } while (isAskedAgain());
    stateIs = 'written';
  }

  return {
    append,
    record(event) {
      const work = home.events.append(event);
      track(work, () => {});
      return work;
    },
    writeState,
    retry() {
      const now = clock.monotonic();
      if ([...running.values()].some((since) => now - since > SLOW_MS)) fail('the disk does not answer');
      if (running.size > 0) return;
      const again = unwritten;
      unwritten = [];
      for (const event of again) append(event);
      if (stateIs === 'unwritten') writeState();
      settle();
    },
    async flush() {
      while (running.size > 0) await Promise.all(running.keys());
      if (unwritten.length > 0 || stateIs !== 'written') throw new Error(failed ?? 'not written');
    },
  };
}
