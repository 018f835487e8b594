import type { Instant } from '../../lib/clock';
import { tabStorage } from '../../lib/storage';

// While the console's script is still loading, public/early.js asks for the state of the switch. That saves one round trip
// before the lever can be used (docs/decisions/003-bundle.md). This module alone knows what that script needs and what it
// returns.

const KEY = 'ksc.early';

/** The question that the next reload asks early. */
export type EarlyQuestion = {
  url: string;
  tenantId: string;
  /** Asked only while the browser's storage holds this mark; otherwise the cookie may belong to somebody else. */
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
    /** Null once the console asks for itself: public/early.js, if it runs late, then asks nothing. */
    kscEarly?: Early | null;
  }
}

/** Stores a question for the next load of this tab; null for none. */
export function keepEarlyQuestion(question: EarlyQuestion | null): void {
  if (question) tabStorage.setItem(KEY, JSON.stringify(question));
  else tabStorage.removeItem(KEY);
}

/** From now on the console asks for itself. An early answer that was not used would belong to another session. */
export function dropEarly(): void {
  window.kscEarly = null;
}

/** The early reading of `url`, if one is under way; otherwise null. It is returned only once. */
export function takeEarly(url: string): Early | null {
  const early = window.kscEarly;
  dropEarly();
  return early?.url === url ? early : null;
}
