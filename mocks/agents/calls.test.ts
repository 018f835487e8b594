// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsBetween } from './calls';

const T0 = Date.parse('2026-11-21T09:30:00Z');

describe('the calls of the agents', () => {
  it('are the same however the time is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 8 }), (pieces) => {
        let at = T0;
        const cut = pieces.flatMap((length) => callsBetween(at, (at += length), T0 + 3_000));
        expect(cut.map(({ id }) => id)).toEqual(callsBetween(T0, at, T0 + 3_000).map(({ id }) => id));
      }),
    );
  });

  it('go through every gateway, and each has an id of its own', () => {
    const calls = callsBetween(T0, T0 + 60_000, T0);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
    for (const agent of ['billing-agent', 'inbox-agent', 'research-agent']) {
      const used = calls.filter((made) => made.agent === agent).map(({ gateway }) => gateway);
      expect(new Set(used).size).toBe(3);
    }
  });
});
