import { isApiError } from '../api/errors/api-error';
import { apiOrigin } from '../api/http/connection';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import type { Known } from '../api/http/reading';
import { refusalCause } from '../api/errors/refusal-cause';
import { browserStorage } from '../lib/storage';
import type { ModeState } from './mode';

/**
 * What this browser remembers about a server's Guardian. A Guardian that `answered` and then fails is an alarm until a
 * person says that it is gone. Where there was `none`, a lost connection is no alarm.
 */
type Memory = 'answered' | 'none';

/** One key for each origin of the API and each tenant: each may have its own Guardian. */
const keyOf = (tenantId: string) => `ksc.guardian ${apiOrigin() || globalThis.location.origin} ${tenantId}`;

export function recallGuardian(tenantId: string): Memory | null {
  const kept = browserStorage.getItem(keyOf(tenantId));
  return kept === 'answered' || kept === 'none' ? kept : null;
}

export function rememberGuardian(tenantId: string, memory: Memory) {
  browserStorage.setItem(keyOf(tenantId), memory);
}

/** Whether an answer says that there is no Guardian. */
export function saysNone(error: unknown): boolean {
  if (!isApiError(error) || error.kind !== 'http') return false;
  // The server knows no host with this name. It may know others.
  if (error.code === 'unknown_host') return false;
  return error.status === 404 || refusalCause(error) === 'no-rule';
}

/** Nobody answered at all, so it is not known whether there is a Guardian. */
const nobodyAnswered = (error: unknown) => isApiError(error) && error.status === null;

/** What is known, and whether there is a Guardian at all: there is none if it never answered and the server says so. */
export function withAbsence(known: Known<GuardianStatus>, memory: Memory | null): ModeState {
  if (known.kind !== 'unknown' || known.last !== null || memory === 'answered') return known;
  const { error } = known;
  // The reading failed before this part of the page existed, so its error is not known. It is being repeated.
  if (error === null && memory === null) return { kind: 'checking' };
  const none = saysNone(error) || (memory === 'none' && (error === null || nobodyAnswered(error)));
  return none ? { kind: 'absent', error } : known;
}
