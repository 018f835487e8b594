import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, TooDeepError } from './canonical-json';
import { isExact, MOST_DEPTH, signedTexts } from './signed-texts';

const anyRecord = fc.dictionary(fc.string(), fc.jsonValue());
/** JSON without half characters, which RFC 8785 does not allow. */
const wellFormed = (text: string) => !/\\u[dD][89a-fA-F]/.test(text);

describe('the text that a signature may cover', () => {
  test('is RFC 8785 of all members except the signature, however the text was written', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(undefined, 1, '\t'), (record, indent) => {
        const text = JSON.stringify(record, null, indent);
        fc.pre(wellFormed(text));
        const { signature: _signature, ...covered } = JSON.parse(text) as Record<string, unknown>;
        expect(signedTexts(text).rfc8785).toBe(canonicalJson(covered));
      }),
    );
  });

  test('also exists with numbers as the server wrote them', () => {
    const text = '{"seq": 9007199254740993, "risk":1.0, "list":[1e2,-0,0.10], "id":"a", "signature":"s"}';
    expect(signedTexts(text)).toEqual({
      rfc8785: '{"id":"a","list":[100,0,0.1],"risk":1,"seq":9007199254740992}',
      asWritten: '{"id":"a","list":[1e2,-0,0.10],"risk":1.0,"seq":9007199254740993}',
      exact: false,
    });
    expect(signedTexts('{"risk":1.0}').exact).toBe(true);
  });

  test('has the last value of a repeated member, as JavaScript reads it, and keeps `__proto__`', () => {
    const text = '{"a":1,"signature":"x","a":2,"__proto__":{"constructor":3}}';
    expect(signedTexts(text).asWritten).toBe('{"__proto__":{"constructor":3},"a":2}');
  });

  test('keeps texts with the signs of JSON and with escapes', () => {
    const text = String.raw`{"a":"}],\"\\","\u0062":"\u00fc\n"}`;
    expect(signedTexts(text).asWritten).toBe(String.raw`{"a":"}],\"\\","b":"ü\n"}`);
  });

  test('keeps a number that no browser can represent as it was written', () => {
    const { rfc8785, asWritten, exact } = signedTexts('{"n":1e999}');
    expect([rfc8785, asWritten, exact]).toEqual(['{"n":1e999}', '{"n":1e999}', false]);
  });

  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('is refused when %s are nested too deeply, and only for that reason', (_, open, close) => {
    const nested = (depth: number) => `{"deep":${open.repeat(depth)}1${close.repeat(depth)}}`;
    expect(() => signedTexts(nested(20_000))).toThrow(TooDeepError);
    expect(() => signedTexts(nested(MOST_DEPTH))).toThrow(TooDeepError);
    expect(signedTexts(nested(100)).asWritten).toBe(nested(100));
  });

  test.each(['', '[]', '{', '{"a"}', '{"a":}', '{"a":1', '{"a":[1}', '{"a":nope}', '{"a":"'])(
    'is refused when %j is no JSON object',
    (text) => expect(() => signedTexts(text)).toThrow(TypeError),
  );
});

describe('the exactness of a number', () => {
  test.each([
    '0',
    '-0',
    '1.0',
    '1.50',
    '15e-1',
    '1E2',
    '0.1',
    '9007199254740991',
    '-9007199254740991',
    '1e-7',
    '100000',
    '0.000',
  ])('is true for %s', (text) => expect(isExact(text)).toBe(true));

  test.each([
    '9007199254740993',
    '9007199254740992',
    '1234567890123456789',
    '-1234567890123456789',
    '0.12345678901234567890123',
    '1e999',
    '1e-999',
    '1e22',
  ])('is false for %s, or it is not known which number was meant', (text) =>
    expect(isExact(text)).toBe(false),
  );

  test('is true for JavaScript’s own numbers up to 2^53', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(isExact(JSON.stringify(number))).toBe(Math.abs(number) <= Number.MAX_SAFE_INTEGER);
      }),
    );
  });

  test('is found quickly for a million zeros', () => {
    const before = performance.now();
    expect(isExact(`0.${'0'.repeat(1_000_000)}1`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
