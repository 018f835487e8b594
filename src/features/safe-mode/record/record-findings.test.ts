import { describe, expect, test } from 'vitest';
import type { SentAction } from '../../../guardian/events';
import type { Person } from '../../../stores/session';
import { signedRecord } from '../../../testing/signed-record';
import { isSameRecord, recordFaults, requestDifferences, whyNotCompared } from './record-findings';

const me: Person = {
  tenantId: 't',
  role: 'ADMIN',
  email: 'ada@x.example',
  id: '0b8e7a52-3f0d-4c4e-9d7a-5f6a7b8c9d01',
  fullName: null,
};
const sent: SentAction = {
  reason: 'Why',
  kind: 'mode_change',
  requestId: 'r',
  host: null,
  settledAt: { wall: 0, mono: 0 },
  correlationId: null,
  eventsBefore: null,
};
const ID = '6a1f8c0e-1f1a-4a44-8f0e-2f6a4f1c9b11';
const record = signedRecord({ operator: me.email, reason: 'Why' });

test('a record that matches the request has no faults and no differences', () => {
  expect(recordFaults(record)).toEqual([]);
  expect(requestDifferences(record, sent, me)).toEqual([]);
});

describe('a difference', () => {
  test.each([
    ['is found for another reason', { reason: 'Because' }, ['It has another reason than yours: “Because”.']],
    ['is found for another operator', { operator: 'eve' }, ['It names another operator than you: “eve”.']],
    ['is not found for the same email in another case', { operator: 'Ada@X.example' }, []],
    ['is not found for the operator’s own id', { operator: me.id?.toUpperCase() ?? '' }, []],
    ['is found for another id', { operator: ID }, [`It names another operator than you: “${ID}”.`]],
    ['is not found for a redacted operator', { operator: '***EMAIL_REDACTED***' }, []],
    ['is not found for a redacted reason', { reason: 'key ***HEX_SECRET_REDACTED***' }, []],
  ])('%s', (_, over, words) => expect(requestDifferences({ ...record, ...over }, sent, me)).toEqual(words));
});

describe('an operator that cannot be compared', () => {
  test.each<[string, string, Person, boolean]>([
    ['an id, while one’s own is not known', ID, { ...me, id: null }, true],
    ['a redacted name', '***EMAIL_REDACTED***', me, true],
    ['another’s email', 'eve@x.example', { ...me, id: null }, false],
    ['one’s own email', me.email, { ...me, id: null }, false],
  ])('is reported without an alarm: %s', (_, operator, person, said) => {
    const other = { ...record, operator };
    expect(whyNotCompared(other, person) !== null).toBe(said);
    if (said) expect(requestDifferences(other, sent, person)).toEqual([]);
  });
});

test('records are the same by their content and signature, not by the order of members', () => {
  const turned = Object.fromEntries(Object.entries(record).toReversed()) as typeof record;
  expect(isSameRecord(record, turned)).toBe(true);
  expect(isSameRecord(record, { ...record, extra: 1 })).toBe(false);
  expect(isSameRecord(record, { ...record, signature: 'x' })).toBe(false);
  const unsignable = { ...record, reason: '\ud83d' };
  expect(isSameRecord(unsignable, { ...unsignable })).toBe(true);
  expect(isSameRecord(unsignable, record)).toBe(false);
});
