import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json';

/** Any JSON value whose texts are well-formed; keys such as `__proto__` included. */
const json = fc.jsonValue({ stringUnit: 'binary' }).map((value) => structuredCloneOfJson(value));

/** As the client receives it: `JSON.parse` makes `__proto__` an ordinary member. */
function structuredCloneOfJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function namesInOrder(text: string): string[][] {
  const found: string[][] = [];
  JSON.parse(text, function collect(this: unknown, _key: string, value: unknown) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) found.push(Object.keys(value));
    return value;
  });
  return found;
}

describe('canonical JSON', () => {
  test('is JSON for the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  test('writes numbers and texts as JSON.stringify does', () => {
    const scalar = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(scalar, (value) => {
        expect(canonicalJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  test('does not depend on the order of the members', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(members, (entries) => {
        // Only `fromEntries` defines a member with the name `__proto__`.
        const forwards = Object.fromEntries(entries);
        const backwards = Object.fromEntries(entries.toReversed());
        expect(canonicalJson(forwards)).toBe(canonicalJson(backwards));
      }),
    );
  });

  test('writes members in the order of their UTF-16 code units, at every depth', () => {
    const named = fc.dictionary(fc.string({ unit: 'binary', maxLength: 3 }), json);
    fc.assert(
      fc.property(named, (value) => {
        // Any object puts names like "1" first, whatever was written, so they prove nothing here.
        const orders = namesInOrder(canonicalJson(value).replaceAll(/"(\d+)":/g, '"n$1":'));
        for (const names of orders) expect(names).toEqual(names.toSorted());
      }),
    );
  });

  test('sorts by code units and not by code points, as in RFC 8785 §3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test('writes the example of RFC 8785 §3.2.2', () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(text))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('writes -0 as 0', () => expect(canonicalJson(-0)).toBe('0'));

  test('keeps a member with the name __proto__, and adds none', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
  });

  test.each([
    ['a lone surrogate', '\ud83d'],
    ['a lone surrogate in a name', { '\ude00': 1 }],
    ['NaN', NaN],
    ['Infinity', [Infinity]],
    ['undefined', { a: undefined }],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('refuses %s', (_, value) => expect(() => canonicalJson(value)).toThrow(TypeError));
});
