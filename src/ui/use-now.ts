import { useSyncExternalStore } from 'react';
import { readClock, type Instant } from '../lib/clock';

const TICK_MS = 1_000;
/** Events after which timers may have stood still. The clock is read at once, so that nothing old is shown as fresh. */
const WAKE_EVENTS = ['visibilitychange', 'pageshow', 'focus', 'resume'] as const;

const listeners = new Set<() => void>();
let now: Instant = readClock();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = readClock();
  for (const listener of listeners) listener();
}

function start() {
  tick();
  timer = setInterval(tick, TICK_MS);
  for (const name of WAKE_EVENTS) window.addEventListener(name, tick, true);
}

function stop() {
  clearInterval(timer);
  timer = undefined;
  for (const name of WAKE_EVENTS) window.removeEventListener(name, tick, true);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

/** The present moment, renewed every second and on wake. All components of the page get the same one. */
export function useNow(): Instant {
  return useSyncExternalStore(subscribe, () => now);
}
