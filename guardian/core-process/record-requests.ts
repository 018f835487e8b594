import { admitEvent, drainBurst, noBurst } from '../../core/guardian/burst';
import type { NewEvent } from '../../core/guardian/events';

const SECOND_MS = 1_000;

export interface RequestRecorder {
  /** Resolves when the event, or the one that stands for it and others, is in the log. */
  record(event: NewEvent): Promise<void>;
  /** Writes at once what was only counted until now. */
  flush(): Promise<void>;
}

/** Writes the events of Core's requests to the log, at most ten a second, and then their number. */
export function createRequestRecorder(append: (event: NewEvent) => Promise<unknown>): RequestRecorder {
  const burst = noBurst();
  let later: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writeNow = () => {};

  const writeCounted = () => Promise.all(drainBurst(burst).map((event) => append(event)));

  async function countAndWrite(): Promise<void> {
    await new Promise<void>((resolve) => {
      writeNow = resolve;
      timer = setTimeout(resolve, SECOND_MS);
    });
    later = null;
    await writeCounted();
  }

  return {
    async record(event) {
      if (admitEvent(burst, event)) await append(event);
      // One write for everything that is counted within the next second.
      else await (later ??= countAndWrite());
    },
    async flush() {
      clearTimeout(timer);
      writeNow();
      await later;
    },
  };
}
