// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_WORDS, readRefusal } from './read-refusal';

const none = new Headers();

describe('a refusal with any content', () => {
  const hostile = fc.constantFrom(
    { toString: 1, valueOf: 1 },
    { length: -1 },
    [[[]]],
    [{ msg: 'x', loc: [{}] }],
  );
  const value = fc.oneof({ weight: 4, arbitrary: fc.jsonValue() }, hostile);
  const shape = fc.record(
    Object.fromEntries(
      ['success', 'error', 'detail', 'title', 'type', 'code', 'message', 'data'].map((key) => [
        key,
        fc.jsonValue(),
      ]),
    ),
    { requiredKeys: [] },
  );
  const meta = fc.record({ code: value, details: value, request_id: value });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.json(),
    fc.tuple(shape, meta).map(([body, inner]) => JSON.stringify({ ...body, meta: inner })),
    fc
      .string({ minLength: 280, maxLength: 700 })
      .map((error) => JSON.stringify({ error, detail: error + '!' })),
  );
  const headers = fc.constantFrom(none, new Headers({ 'Content-Type': 'text/plain', 'Retry-After': 'x' }));

  it('never makes the reader throw, and never gives more text than the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), headers, text, (status, given, body) => {
        const refusal = readRefusal(status, given, body, 'own');
        expect(refusal.serverWords?.length ?? 1).toBeGreaterThan(0);
        expect(refusal.serverWords?.length ?? 0).toBeLessThanOrEqual(MAX_WORDS);
        expect(refusal.code ?? 'x').toMatch(/^\S{1,64}$/);
        expect(refusal.requestId).not.toBe('');
        for (const { field, message } of refusal.fieldErrors) {
          expect(field.length).toBeLessThanOrEqual(MAX_WORDS);
          expect(message.length).toBeLessThanOrEqual(MAX_WORDS);
        }
      }),
      { numRuns: 500 },
    );
  });
});
