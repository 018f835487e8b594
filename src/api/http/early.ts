import type { Instant } from '../../lib/clock';
import { tabStorage } from '../../lib/storage';

// While the console's script is still on its way, public/early.js asks for the state of the switch: one round trip less
// until the lever can be pulled (docs/decisions/003-bundle.md). What that script needs, and what it gives, is known here.

const KEY = 'ksc.early';

/** What a reload is to ask early. */
export type EarlyQuestion = {
  url: string;
  tenantId: string;
  /** Asked only while the browser's storage holds this: else the cookie belongs to somebody else by now. */
  mark: { key: string; text: string };
};

/** A reading that public/early.js began. */
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

/** Leaves a question for the next load of this tab; null for none. */
export function keepEarlyQuestion(question: EarlyQuestion | null): void {
  if (question) tabStorage.setItem(KEY, JSON.stringify(question));
  else tabStorage.removeItem(KEY);
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
