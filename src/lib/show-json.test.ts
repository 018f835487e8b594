import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonOf, showJson, TOO_DEEP_TO_SHOW } from './show-json';

test('any JSON value is written as JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(showJson(value)).toBe(JSON.stringify(value));
    }),
  );
  expect(showJson(undefined)).toBe('undefined');
});

test('a value that is nested too deeply gives a note, and nothing is thrown', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(showJson({ deep })).toBe(TOO_DEEP_TO_SHOW);
  expect(jsonOf(deep)).toBeNull();
});
