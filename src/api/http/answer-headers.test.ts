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
])('the Date %j is read as %s', (date, time) => {
  expect(serverTimeOf(new Headers({ Date: date }))).toBe(time);
});

it('without a Date the server’s time is not known', () => {
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
])('a Retry-After of %j, at noon on the server, is %s s', (retryAfter, seconds) => {
  expect(retryAfterOf(new Headers({ Date: NOON, 'Retry-After': retryAfter }))).toBe(seconds);
});

it('a Retry-After date counts from the device’s clock when the server does not report its time', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12, 0, 0) });
  expect(retryAfterOf(new Headers({ 'Retry-After': 'Sat, 21 Nov 2026 12:00:45 GMT' }))).toBe(45);
});

it('without the header there is no delay', () => {
  expect(retryAfterOf(new Headers())).toBeNull();
});
