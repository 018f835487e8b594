// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OTHER_TENANT, TENANT } from '../../testing/stub-server';
import { isRedacted } from '../../lib/text';
import { assertTenant, sameTenant, matchTenant } from './tenant';

it('compares tenants without regard to case or blanks around them', () => {
  expect(sameTenant(TENANT, TENANT.toUpperCase())).toBe(true);
  expect(sameTenant(TENANT.toUpperCase(), TENANT)).toBe(true);
  expect(sameTenant(TENANT, ` ${TENANT} `)).toBe(true);
  expect(sameTenant(` ${TENANT} `, TENANT)).toBe(true);
  expect(sameTenant(TENANT, OTHER_TENANT)).toBe(false);
  expect(sameTenant(TENANT, '')).toBe(false);
});

it.each([
  ['***EMAIL_REDACTED***', true],
  ['***AADHAAR_REDACTED***-0000-0000-***AADHAAR_REDACTED***', true],
  ['a *** b', false],
  ['******', false],
  [TENANT, false],
  ['', false],
])('%j counts as redacted: %s', (text, redacted) => {
  expect(isRedacted(text)).toBe(redacted);
});

it('an answer is accepted only for the requested tenant', () => {
  const meta = { requestId: 'r1' };
  expect(() => assertTenant(TENANT.toUpperCase(), TENANT, meta)).not.toThrow();
  expect(() => assertTenant(OTHER_TENANT, TENANT, meta)).toThrow(
    expect.objectContaining({ kind: 'wrong-tenant', requestId: 'r1' }),
  );
  expect(() => assertTenant('', TENANT, meta)).toThrow(expect.objectContaining({ kind: 'wrong-tenant' }));
  expect(() => assertTenant('***AADHAAR_REDACTED***', TENANT, meta)).toThrow(
    expect.objectContaining({ kind: 'redacted-tenant', requestId: 'r1' }),
  );
});

const OURS = '1abe6a11-7000-4581-8412-3030b3f73b67';
const MARK = '***AADHAAR_REDACTED***';
it.each([
  [OURS, 'same'],
  [OURS.toUpperCase(), 'same'],
  // Twelve digits in a row, hyphens between them: what the gateway takes for a number.
  [`1abe6a11-${MARK}-3030b3f73b67`, 'partly'],
  [`1abe6a11-7000-${MARK}3030b3f73b67`, 'partly'],
  [`1ABE6A11-${MARK}-3030B3F73B67`, 'partly'],
  [` ${OURS} `, 'same'],
  [` 1abe6a11-${MARK}-3030b3f73b67 `, 'partly'],
  [`1abe6a11-7000-4581-8412-3030b3f73b${MARK}`, 'partly'],
  // Five markers, and all that is there is ours; a sixth one is more than any id of ours can have.
  [`1abe6a1${MARK}-7${MARK}0-4${MARK}1-8${MARK}2-3${MARK}b3f73b67`, 'partly'],
  [`1abe6a1${MARK}-7${MARK}0-4${MARK}1-8${MARK}2-3${MARK}3${MARK}b3f73b67`, 'redacted'],
  // A marker stands for something.
  [`1abe6a11${MARK}-7000-4581-8412-3030b3f73b67`, 'other'],
  // A marker that would stand for letters is no number.
  [`1abe6a11-7000-4581-8412-${MARK}`, 'redacted'],
  [`${MARK}-7000-4581-8412-3030b3f73b67`, 'redacted'],
  // Too little is left to prove anything.
  [`1abe6a11-${MARK}7`, 'redacted'],
  [MARK, 'redacted'],
  // What is there is not ours, whatever is hidden.
  ['1abe6a11-7000-4581-8412-3030', 'other'],
  [`2abe6a11-${MARK}-3030b3f73b67`, 'other'],
  [`1abe6a11-${MARK}-3030b3f73b68`, 'other'],
  [`${OURS}${MARK}`, 'other'],
  [OTHER_TENANT, 'other'],
  ['', 'other'],
])('the tenant id %s matches ours: %s', (inAnswer, match) => {
  expect(matchTenant(inAnswer, OURS)).toBe(match);
  expect(matchTenant(inAnswer, ` ${OURS.toUpperCase()} `)).toBe(match);
});

it('a few digits prove nothing, although the marker replaces a number of ours', () => {
  const digits = '12345678-1234-4123-8123-1234567890ab';
  expect(matchTenant(`${MARK}0ab`, digits)).toBe('redacted');
  expect(matchTenant(`${MARK}-8123-1234567890ab`, digits)).toBe('partly');
  // Hyphens prove nothing, 15 digits too little.
  expect(matchTenant(`12${MARK}8-1234-4123-8${MARK}b`, digits)).toBe('redacted');
  expect(matchTenant(`${MARK}123-1234567890ab`, digits)).toBe('redacted');
});

it('a redacted id of another tenant never counts as ours', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.nat(35), fc.nat(35), (ours, theirs, a, b) => {
      fc.pre(ours !== theirs);
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      const inAnswer = theirs.slice(0, start) + MARK + theirs.slice(end);
      const rest = theirs.slice(0, start) + theirs.slice(end);
      const match = matchTenant(inAnswer, ours);
      expect(match).not.toBe('same');
      // The two ids then differ only where a number may be, and 16 digits of ours are present.
      if (match === 'partly') expect(rest.replaceAll('-', '').length).toBeGreaterThanOrEqual(16);
    }),
  );
});

it('an id that consists only of markers is compared quickly', () => {
  expect(matchTenant(MARK.repeat(10_000), OURS)).toBe('redacted');
});
