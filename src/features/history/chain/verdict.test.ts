import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainVerdict } from '../../../api/schemas';
import { readVerdict } from './verdict';

const sound: ChainVerdict = {
  valid: true,
  is_integrous: true,
  processed_count: 12,
  error_count: 0,
  violations: [],
};
const violation = (entry: unknown) => readVerdict({ valid: false, violations: [entry] }).violations[0];
const uuid = '1abe6a11-70a4-45d4-81df-3030b3f73b67';

describe('readVerdict', () => {
  it('reads a valid chain', () => {
    expect(readVerdict(sound)).toEqual({
      valid: true,
      processed: 12,
      errors: 0,
      words: null,
      violations: [],
      unlisted: 0,
    });
    expect(readVerdict({ valid: true })).toMatchObject({ valid: true, processed: null, errors: null });
    expect(readVerdict({ ...sound, details: 'No logs found to verify.' }).words).toBe(
      'No logs found to verify.',
    );
  });

  it('reads the words and counts of the running Aegis about a broken chain, but no row', () => {
    const broken = {
      valid: false,
      error: 'Audit tampering detected',
      processed_count: 1,
      error_count: 1,
      violations: [],
    };
    expect(readVerdict(broken)).toEqual({
      valid: false,
      processed: 1,
      errors: 1,
      words: 'Audit tampering detected',
      violations: [],
      unlisted: 0,
    });
  });

  it.each([
    [{ error_count: 2 }, 'an error count of 2'],
    [{ violations: ['x'] }, 'violations (1)'],
    [{ is_integrous: false }, 'that it is not intact'],
    [{ error: 'Audit tampering detected' }, 'an error'],
  ])('does not call a chain valid when %j contradicts it', (over, what) => {
    const verdict = readVerdict({ ...sound, ...over });
    expect(verdict.valid).toBe(false);
    expect(verdict.words).toContain(
      `The server contradicts itself: it calls the chain valid, and also reports ${what}.`,
    );
  });

  it('accepts no invalid count', () => {
    expect(readVerdict({ valid: false, processed_count: -1, error_count: NaN })).toMatchObject({
      processed: null,
      errors: null,
    });
  });

  it.each([
    [{ row_id: 'r1', type: 'event_hash_mismatch' }, 'r1', 'row_id: r1, type: event_hash_mismatch'],
    [{ id: 'r2', at: { n: [1] } }, 'r2', 'id: r2, at: {"n":[1]}'],
    [{ log_id: 'r3', row_id: 7 }, 'r3', 'log_id: r3, row_id: 7'],
    [{ row_id: '***HEX_SECRET_REDACTED***' }, null, 'row_id: ***HEX_SECRET_REDACTED***'],
    ['Row 7 is broken', null, 'Row 7 is broken'],
    [uuid, uuid, uuid],
    [null, null, 'null'],
    [7, null, '7'],
    [['a', 1], null, '["a",1]'],
    [{}, null, 'no details given'],
    [' ', null, 'no details given'],
  ])('renders %j', (entry, rowId, text) => {
    expect(violation(entry)).toEqual({ rowId, text });
  });

  it('accepts anything that is not data at all', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = { loop };
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    for (const entry of [
      loop,
      hostile,
      { a: { toJSON: () => undefined } },
      Object.create(null),
      Symbol('s'),
      1n,
      undefined,
    ]) {
      expect(violation(entry)?.rowId).toBeNull();
      expect(violation(entry)?.text).not.toBe('');
    }
    expect(violation(JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))?.text).not.toBe('');
  });

  it('does not cut a character in two', () => {
    expect(violation('😀'.repeat(200))?.text).toBe(`${'😀'.repeat(149)}…`);
  });

  it('lists at most 50 violations without duplicates, and counts the others', () => {
    const list = (length: number, kinds = length) =>
      readVerdict({ valid: false, violations: Array.from({ length }, (_, n) => `v${n % kinds}`) });
    expect(list(50)).toMatchObject({ violations: { length: 50 }, unlisted: 0 });
    expect(list(50).violations.at(-1)?.text).toBe('v49');
    expect(list(100_000)).toMatchObject({ violations: { length: 50 }, unlisted: 99_950 });
    // A repeated entry does not count as left out.
    expect(list(200, 40)).toMatchObject({ violations: { length: 40 }, unlisted: 0 });
    expect(list(120, 60)).toMatchObject({ violations: { length: 50 }, unlisted: 20 });
  });

  it('is never valid against the evidence and never too long, whatever the answer', () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const anyVerdict = fc.record({
      valid: fc.boolean(),
      is_integrous: maybe(fc.boolean()),
      error_count: maybe(fc.oneof(fc.constant(0), fc.double())),
      processed_count: maybe(fc.double()),
      error: maybe(fc.string()),
      details: maybe(fc.string()),
      violations: maybe(
        fc.array(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }), {
          maxLength: 5,
        }),
      ),
    });
    fc.assert(
      fc.property(anyVerdict, (given) => {
        const { valid, words, violations, unlisted } = readVerdict(given);
        if (valid) {
          expect(given.valid).toBe(true);
          expect(Math.abs(given.error_count ?? 0)).toBe(0);
          expect(given.violations ?? []).toEqual([]);
        } else if (given.valid) expect(words).toContain('contradicts itself');
        expect(unlisted).toBe(0);
        expect(violations.length).toBeLessThanOrEqual(given.violations?.length ?? 0);
        expect(violations.length > 0).toBe((given.violations?.length ?? 0) > 0);
        expect(violations.every(({ text }) => text !== '' && text.length <= 300)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
