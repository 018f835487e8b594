import { expect, it } from 'vitest';
import { ApiError } from '../errors/api-error';
import { guardianPollMs } from './guardian';

it.each([
  ['NORMAL', null, 30_000],
  ['SAFE', null, 5_000],
  ['OPERATOR_OVERRIDE', null, 5_000],
  [undefined, null, 30_000],
  ['NORMAL', new ApiError('timeout'), 5_000],
  ['SAFE', new ApiError('timeout'), 5_000],
  [undefined, new ApiError('http', { status: 404 }), 30_000],
  ['SAFE', new ApiError('http', { status: 429, retryAfterSeconds: 90 }), 90_000],
] as const)('in mode %s, after %s, the Guardian is read again in %i ms', (mode, error, ms) => {
  expect(guardianPollMs(mode, error)).toBe(ms);
});
