import { afterEach, expect, it, vi } from 'vitest';
import { retryAfterOf, serverTimeOf } from './answer-headers';

const NOON = 'Sat, 21 Nov 2026 12:00:00 GMT';
afterEach(() => void vi.useRealTimers());

it.each([
  [NOON, Date.UTC(2026, 10, 21, 12)],
  ['1', null],
  ['yesterday GMT', null],
  ['2026-11-21', null],
  ['', null],
])('reads the Date %j as %s', (date, time) => {
  expect(serverTimeOf(new Headers({ Date: date }))).toBe(time);
});

it('knows no server time without a Date', () => {
  expect(serverTimeOf(new Headers())).toBeNull();
});

it.each([
  ['0', 0],
  ['7', 7],
  [' 120 ', 120],
  ['999999999999999999999', 86_400],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['', null],
  ['Sat, 21 Nov 2026 12:01:30 GMT', 90],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  ['Sat, 21 Nov 2027 12:00:00 GMT', 86_400],
])('reads Retry-After %j, at noon of the server, as %s s', (retryAfter, seconds) => {
  expect(retryAfterOf(new Headers({ Date: NOON, 'Retry-After': retryAfter }))).toBe(seconds);
});

it('counts a Retry-After date from the device where the server does not tell its time', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12, 0, 0) });
  expect(retryAfterOf(new Headers({ 'Retry-After': 'Sat, 21 Nov 2026 12:00:45 GMT' }))).toBe(45);
});

it('knows no delay without the header', () => {
  expect(retryAfterOf(new Headers())).toBeNull();
});
