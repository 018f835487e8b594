// @vitest-environment node
import { expect, it } from 'vitest';
import { OTHER_TENANT, TENANT } from '../testing/stub-server';
import { isRedacted } from '../lib/text';
import { assertTenant, sameTenant } from './tenant';

it('compares tenants without regard to case', () => {
  expect(sameTenant(TENANT, TENANT.toUpperCase())).toBe(true);
  expect(sameTenant(TENANT, ` ${TENANT} `)).toBe(true);
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
])('%j is redacted: %s', (text, redacted) => {
  expect(isRedacted(text)).toBe(redacted);
});

it('accepts an answer about the tenant that was asked for, and no other', () => {
  const meta = { requestId: 'r1' };
  expect(() => assertTenant(TENANT.toUpperCase(), TENANT, meta)).not.toThrow();
  expect(() => assertTenant(OTHER_TENANT, TENANT, meta)).toThrow(
    expect.objectContaining({ kind: 'wrong-tenant', requestId: 'r1', outcomeUnknown: true }),
  );
  expect(() => assertTenant('', TENANT, meta)).toThrow(expect.objectContaining({ kind: 'wrong-tenant' }));
  expect(() => assertTenant(`***AADHAAR_REDACTED***${TENANT.slice(8)}`, TENANT, meta)).toThrow(
    expect.objectContaining({ kind: 'redacted-tenant', requestId: 'r1', outcomeUnknown: true }),
  );
});
