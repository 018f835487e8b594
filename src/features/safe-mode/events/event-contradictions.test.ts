import { describe, expect, test } from 'vitest';
import { eventContradictions } from '../mode/contradictions';

describe('the event log contradicts Safe Mode', () => {
  const status = { mode: 'SAFE', host: 'h', since: '2026-11-21T08:00:00Z' } as const;
  const until = Date.parse('2026-11-21T09:00:00Z');
  const request = (time: string, outcome: string | null) => ({
    id: time,
    kind: 'capability_request',
    timestamp: `2026-11-21T${time}Z`,
    outcome,
  });

  test('by a request that was granted meanwhile', () => {
    const events = [request('08:30:00', 'ALLOWED'), request('08:20:00', 'DENIED (Safe Mode)')];
    expect(eventContradictions(status, events, until)).toEqual([
      {
        says: 'The mode is SAFE. Every request since has to read DENIED (Safe Mode).',
        but: '1 in the event log does not, such as a capability: “ALLOWED”.',
      },
    ]);
  });

  test.each([
    ['before it', [request('07:59:59', 'ALLOWED')], until],
    ['after the status was read', [request('09:00:01', 'ALLOWED')], until],
    ['at an unknown time of the server', [request('08:30:00', 'ALLOWED')], null],
    ['but of another kind', [{ ...request('08:30:00', 'RESET'), kind: 'policy_reset' }], until],
    ['with no outcome', [request('08:30:00', null)], until],
  ])('not by one %s', (_, events, at) => expect(eventContradictions(status, events, at)).toEqual([]));
});
