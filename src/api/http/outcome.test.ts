// @vitest-environment node
import { expect, it } from 'vitest';
import { ApiError, type ApiErrorKind } from '../errors/api-error';
import { proofOf, type Proof } from './outcome';

const withoutStatus: Record<ApiErrorKind, Proof> = {
  offline: 'not-sent',
  redirected: 'refused',
  unreachable: 'unknown',
  timeout: 'unknown',
  http: 'unknown',
  unreadable: 'unknown',
  'too-large': 'unknown',
  cached: 'unknown',
  contradictory: 'unknown',
  'wrong-shape': 'unknown',
  'wrong-tenant': 'unknown',
  'wrong-host': 'unknown',
  'redacted-tenant': 'unknown',
};

it.each(Object.entries(withoutStatus))('an action that failed as %s has the proof %s', (kind, proof) => {
  // The keys of an exhaustive record.
  expect(proofOf(new ApiError(kind as ApiErrorKind))).toBe(proof);
});

it.each<[number, Proof]>([
  [200, 'unknown'],
  [207, 'unknown'],
  [300, 'refused'],
  [400, 'refused'],
  [401, 'refused'],
  [403, 'refused'],
  [404, 'refused'],
  [409, 'refused'],
  [429, 'refused'],
  [499, 'refused'],
  [500, 'unknown'],
  [503, 'unknown'],
  [504, 'unknown'],
])('an action that was answered with %i has the proof %s', (status, proof) => {
  expect(proofOf(new ApiError('http', { status }))).toBe(proof);
});

it.each<[code: string, Proof]>([
  ['host_silent', 'refused'],
  ['host_refuses', 'refused'],
  ['host_unreadable', 'unknown'],
  ['host_outcome_unknown', 'unknown'],
  ['store_unavailable', 'refused'],
  ['outcome_unknown', 'unknown'],
  ['something_else', 'unknown'],
])('a 503 with the code %s has the proof %s', (code, proof) => {
  expect(proofOf(new ApiError('http', { status: 503, code }))).toBe(proof);
});

it('an unusable answer leaves the outcome unknown, whatever its status', () => {
  for (const status of [200, 403, 500])
    expect(proofOf(new ApiError('unreadable', { status }))).toBe('unknown');
});

it('a failure of the page itself leaves the outcome unknown', () => {
  expect(proofOf(new TypeError('x is undefined'))).toBe('unknown');
  expect(proofOf(undefined)).toBe('unknown');
  expect(proofOf({ kind: 'offline' })).toBe('unknown');
});
