import { sha256Hex } from '../audit/chain/chain';
import type { KeptAnswer } from '../ports/records';

const KEPT_MS = 7 * 86_400_000;

/** What a request asks for, apart from its id. */
export function fingerprintOf(request: {
  method: string;
  path: string;
  text: string;
  ifMatch: string | null;
}): string {
  const { method, path, text, ifMatch } = request;
  return sha256Hex(JSON.stringify([method, path, text, ifMatch]));
}

/** What to do with a request whose id may have been seen: carry it out, answer it again, or refuse to reuse its id. */
export function judgeRepeat(
  kept: KeptAnswer | null,
  fingerprint: string,
  now: number,
): 'new' | 'repeated' | 'reused' {
  if (kept === null) return 'new';
  return kept.fingerprint === fingerprint && now - kept.at < KEPT_MS ? 'repeated' : 'reused';
}
