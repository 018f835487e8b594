import { useSyncExternalStore } from 'react';
import type { AuditRow } from '../../../api/schemas';
import { timeOf } from '../../../api/audit/toggle-rows';
import { elapsedMs, readClock, type Instant } from '../../../lib/clock';
import type { Asked } from './use-history';

const MINUTE_MS = 60_000;
/** The clocks of the servers behind one Aegis may differ by this much. */
const CLOCK_SLACK_MS = 5_000;

/** The present moment on the server's clock, ms. The server wrote the rows by this clock; the device's may be wrong by days. */
function serverNow(asked: Asked | null, now: Instant): number {
  if (!asked) return now.wall;
  return (asked.serverTime ?? asked.askedAt.wall) + elapsedMs(asked.askedAt, now);
}

function subscribe(listener: () => void) {
  const timer = setInterval(listener, 1_000);
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** The end of the present minute on the server's clock, ms. What depends on it is rendered once a minute. */
export function useServerMinute(asked: Asked | null): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.ceil(serverNow(asked, readClock()) / MINUTE_MS) * MINUTE_MS,
  );
}

/** Whether a row is dated after a moment on the server's clock (ms). */
export function isFuture(row: AuditRow, now: number): boolean {
  return (timeOf(row) ?? -Infinity) > now + CLOCK_SLACK_MS;
}
