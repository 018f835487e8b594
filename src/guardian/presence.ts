import { isApiError } from '../api/errors/api-error';
import { apiOrigin } from '../api/http/connection';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { Known } from '../api/http/reading';
import { refusalCause } from '../api/errors/refusal-cause';
import { browserStorage } from '../lib/storage';
import type { ModeState } from './mode';

/**
 * What this browser remembers of a server's Guardian. One that `answered` and then fails is an alarm for as long as nobody
 * says that it is gone; where there was `none`, a lost connection does not make one.
 */
type Memory = 'answered' | 'none';

/** By the API's origin and by tenant: each may have a Guardian of its own. */
const keyOf = (tenantId: string) => `ksc.guardian ${apiOrigin() || globalThis.location.origin} ${tenantId}`;

export function recallGuardian(tenantId: string): Memory | null {
  const kept = browserStorage.getItem(keyOf(tenantId));
  return kept === 'answered' || kept === 'none' ? kept : null;
}

export function rememberGuardian(tenantId: string, memory: Memory) {
  browserStorage.setItem(keyOf(tenantId), memory);
}

/** Whether an answer says that nothing is there where a Guardian would be. */
export function saysNone(error: unknown): boolean {
  if (!isApiError(error) || error.kind !== 'http') return false;
  return error.status === 404 || refusalCause(error) === 'no-rule';
}

/** Nobody answered at all, so nothing is said about what is there. */
const nobodyAnswered = (error: unknown) => isApiError(error) && error.status === null;

/** What is known, and whether there is a Guardian at all: none where one never answered, and the server says so. */
export function withAbsence(known: Known<GuardianStatus>, memory: Memory | null): ModeState {
  if (known.kind !== 'unknown' || known.last !== null || memory === 'answered') return known;
  const { error } = known;
  // It failed before this part of the page was there to see how, and is being read again.
  if (error === null && memory === null) return { kind: 'checking' };
  const none = saysNone(error) || (memory === 'none' && (error === null || nobodyAnswered(error)));
  return none ? { kind: 'absent', error } : known;
}
