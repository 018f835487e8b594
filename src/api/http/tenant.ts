import { betweenRedactions } from '../../lib/text';
import { ApiError } from '../errors/api-error';

/** Tenant ids are UUIDs, whose case says nothing. */
export function sameTenant(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** So much of an id has to be there, and be ours, before a marker in it may be believed to stand for the rest. */
const LEAST_PROOF = 16;
/** No id of ours has more pieces; what has is not worth the time that comparing it would take. */
const MOST_PARTS = 6;

/**
 * Which tenant an id in an answer names. `same`: ours, whole. `partly`: a part is redacted, and the rest proves that it is ours:
 * at least 16 hex digits are there and equal, and each marker stands for nothing but digits and hyphens of our own id (the gateway
 * takes them for a number). `redacted`: it cannot be told. `other`: not ours, whatever the markers hide.
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

/** Whether `parts` stand in `own` in their order, from its beginning to its end, and between them only what `gap` allows. */
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

/** Throws an `ApiError` 'redacted-tenant' or 'wrong-tenant' unless an answer is about the `expected` tenant. */
export function assertTenant(inAnswer: string, expected: string, meta: { requestId: string }): void {
  const match = matchTenant(inAnswer, expected);
  if (match === 'redacted') throw new ApiError('redacted-tenant', { requestId: meta.requestId });
  if (match === 'other') throw new ApiError('wrong-tenant', { requestId: meta.requestId });
}
