import type { NewEvent } from './events';

/** So many events of requests are written one by one in each second. Of the others, the log keeps their number. */
export const WRITTEN_A_SECOND = 10;

/** What Core's requests have written to the log in the present second. */
export interface Burst {
  /** Seconds since the epoch. */
  second: number;
  written: number;
  /** By capability and outcome, those that were not written. */
  more: Map<string, { first: NewEvent; count: number }>;
}

export const noBurst = (): Burst => ({ second: 0, written: 0, more: new Map() });

/** Whether this event is to be written now. One that is not is counted, until `drainBurst`. */
export function admitEvent(burst: Burst, event: NewEvent): boolean {
  const second = Math.floor(event.at / 1_000);
  if (second !== burst.second) {
    burst.second = second;
    burst.written = 0;
  }
  if (burst.written < WRITTEN_A_SECOND) {
    burst.written++;
    return true;
  }
  const key = `${event.capability} ${event.outcome}`;
  const counted = burst.more.get(key);
  if (counted) counted.count++;
  else burst.more.set(key, { first: event, count: 1 });
  return false;
}

/** The events that stand for those that were only counted: one for each capability and outcome. */
export function drainBurst(burst: Burst): NewEvent[] {
  const counted = [...burst.more.values()];
  burst.more.clear();
  return counted.map(({ first, count }) => {
    if (count === 1) return first;
    return { ...first, message: `${first.actor} asked for ${first.capability} ${count} more times` };
  });
}
