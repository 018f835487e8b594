const KEY = 'ksc-demo.agents';
/** After this time a visitor has come back: the agents begin anew. */
const VISIT_MS = 30 * 60_000;

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** When this visit began (ms since the epoch). Reloads and tabs of one visit share it, so that they count alike. */
export function openedAt(storage: Kept, now: number): number {
  try {
    const kept = Number(storage.getItem(KEY));
    if (kept > 0 && kept <= now && now - kept < VISIT_MS) return kept;
    storage.setItem(KEY, String(now));
  } catch {
    // Storage is full or blocked: each page counts by itself.
  }
  return now;
}

/** The next page begins a new visit. */
export function forgetVisit(storage: Kept): void {
  try {
    storage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}
