import { betweenRedactions } from '../../lib/text';
import { ApiError } from '../errors/api-error';

/** Whether two tenant ids are equal. They are UUIDs, so upper and lower case are the same. */
export function sameTenant(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The fewest hex digits that must be present and equal to ours before a redaction marker is taken for the rest of our id. */
const LEAST_PROOF = 16;
/** No redacted id of ours has more pieces. More would take too much time to compare. */
const MOST_PARTS = 6;

/**
 * Compares a tenant id in an answer with ours. `same`: equal. `partly`: a part is redacted, and the rest proves that it is
 * ours: at least 16 hex digits are present and equal, and each marker replaces only digits and hyphens of our id (the
 * gateway takes them for a number). `redacted`: it cannot be decided. `other`: it is not ours, whatever the markers hide.
 */
export function matchTenant(inAnswer: string, expected: string): 'same' | 'partly' | 'redacted' | 'other' {
  const [answered, own] = [inAnswer.trim().toLowerCase(), expected.trim().toLowerCase()];
  if (answered === own) return 'same';
  const parts = betweenRedactions(inAnswer.trim()).map((part) => part.toLowerCase());
  if (parts.length > MOST_PARTS) return 'redacted';
  if (!fits(parts, own, /./s)) return 'other';
  const proof = parts.join('').replace(/[^\da-f]/g, '').length;
  return proof >= LEAST_PROOF && fits(parts, own, /^[\d-]+$/) ? 'partly' : 'redacted';
}

/** Whether `own` consists of `parts`, in order and from beginning to end, with only text that matches `gap` between them. */
function fits(parts: readonly string[], own: string, gap: RegExp): boolean {
  const [first = '', ...rest] = parts;
  if (!own.startsWith(first)) return false;
  if (rest.length === 0) return own === first;
  const tail = own.slice(first.length);
  for (let at = 1; at <= tail.length; at += 1) {
    if (gap.test(tail.slice(0, at)) && fits(rest, tail.slice(at), gap)) return true;
  }
  return false;
}

/** Throws an `ApiError` 'redacted-tenant' or 'wrong-tenant' unless the answer is about the `expected` tenant. */
export function assertTenant(inAnswer: string, expected: string, meta: { requestId: string }): void {
  const match = matchTenant(inAnswer, expected);
  if (match === 'redacted') throw new ApiError('redacted-tenant', { requestId: meta.requestId });
  if (match === 'other') throw new ApiError('wrong-tenant', { requestId: meta.requestId });
}
