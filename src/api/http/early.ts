import type { Instant } from '../../lib/clock';

/** A reading that public/early.js began before this script was there. */
type Early = {
  url: string;
  requestId: string;
  askedAt: Instant;
  response: Promise<Response>;
  abort: () => void;
};

declare global {
  interface Window {
    /** Null once the console asks by itself: then public/early.js, should it come late, does not. */
    kscEarly?: Early | null;
  }
}

/** From now on the console asks by itself: what was asked early, and not taken, would be an answer to another session. */
export function dropEarly(): void {
  window.kscEarly = null;
}

/** The reading of `url` that is under way already; null when there is none. It is given once. */
export function takeEarly(url: string): Early | null {
  const early = window.kscEarly;
  dropEarly();
  return early?.url === url ? early : null;
}
