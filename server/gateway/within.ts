import { setTimeout as wait } from 'node:timers/promises';

/** Resolves when the work is done, has failed, or has taken so many ms. What it comes to is of no matter. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const late = wait(ms, undefined, { signal: stop.signal });
  await Promise.allSettled([Promise.race([late, work])]);
  stop.abort();
  await Promise.allSettled([late]);
}
