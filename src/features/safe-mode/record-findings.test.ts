import { describe, expect, test } from 'vitest';
import type { SentAction } from '../../guardian/events';
import type { Person } from '../../stores/session';
import { signedRecord } from '../../testing/signed-record';
import { isSameRecord, recordFaults, requestDifferences } from './record-findings';

const me: Person = { tenantId: 't', role: 'ADMIN', email: 'ada@x.example', id: 'id-1', fullName: null };
const sent: SentAction = {
  reason: 'Why',
  kind: 'mode_change',
  requestId: 'r',
  sentAt: { wall: 0, mono: 0 },
  settledAt: { wall: 0, mono: 0 },
  correlationId: null,
  eventsBefore: null,
};
const record = signedRecord({ operator: me.email, reason: 'Why' });

test('a record as asked for has no faults and no differences', () => {
  expect(recordFaults(record)).toEqual([]);
  expect(requestDifferences(record, sent, me)).toEqual([]);
});

describe('a difference', () => {
  test.each([
    ['another reason', { reason: 'Because' }, ['It has another reason than yours: “Because”.']],
    ['another operator', { operator: 'eve' }, ['It names another operator than you: “eve”.']],
    ['the operator by id', { operator: 'id-1' }, []],
    ['a redacted operator', { operator: '***EMAIL_REDACTED***' }, []],
    ['a redacted reason', { reason: 'key ***HEX_SECRET_REDACTED***' }, []],
  ])('%s', (_, over, words) => expect(requestDifferences({ ...record, ...over }, sent, me)).toEqual(words));
});

test('records are the same by what they say and their signature, not by the order of members', () => {
  const turned = Object.fromEntries(Object.entries(record).toReversed()) as typeof record;
  expect(isSameRecord(record, turned)).toBe(true);
  expect(isSameRecord(record, { ...record, extra: 1 })).toBe(false);
  expect(isSameRecord(record, { ...record, signature: 'x' })).toBe(false);
  const unsignable = { ...record, reason: '\ud83d' };
  expect(isSameRecord(unsignable, { ...unsignable })).toBe(true);
  expect(isSameRecord(unsignable, record)).toBe(false);
});
