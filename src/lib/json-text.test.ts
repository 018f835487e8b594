import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonElementTextsAt, jsonTextAt, type JsonPath } from './json-text';

describe('jsonTextAt', () => {
  it('returns the exact text of a value, including numbers, repeated members and spaces', () => {
    const row =
      '{"id":"r1" ,\n "trace_id":1234567890123456789,"seq":9007199254740993,"risk":1.0,"a":1,"a":2}';
    const text = `{"success":true, "data":{"items":[{"id":"r0"}, ${row} ]}}`;
    expect(jsonTextAt(text, ['data', 'items', 1])).toBe(row);
    expect(jsonTextAt(text, ['data', 'items', 1, 'risk'])).toBe('1.0');
    expect(jsonTextAt(text, ['data', 'items', 1, 'trace_id'])).toBe('1234567890123456789');
    expect(jsonTextAt(` ${row}\n`, [])).toBe(row);
  });

  it('takes the last value of a repeated member, as JSON.parse does', () => {
    expect(jsonTextAt('{"data":{"a":1},"data":{"a":2.0}}', ['data', 'a'])).toBe('2.0');
    expect(jsonTextAt('{"data":{"a":1},"data":{}}', ['data', 'a'])).toBeNull();
    expect(jsonTextAt('{"data":{"a":1},"data":[5]}', ['data', 'a'])).toBeNull();
    expect(jsonTextAt(String.raw`{"a":1,"\u0061":2}`, ['a'])).toBe('2');
    expect(jsonElementTextsAt('{"a":[1,2],"a":[3]}', ['a'])).toEqual(['3']);
    expect(jsonElementTextsAt('{"a":[1,2],"a":{"b":3}}', ['a'])).toBeNull();
  });

  it('finds nothing when the path leads nowhere', () => {
    expect(jsonTextAt('{"a":[1]}', ['a', 1])).toBeNull();
    expect(jsonTextAt('{"a":[1]}', ['a', '0'])).toBeNull();
    expect(jsonTextAt('{"0":1}', [0])).toBeNull();
    expect(jsonTextAt('{"a":[1]}', ['a', 0, 'b'])).toBeNull();
    expect(jsonTextAt('{"a":1}', ['toString'])).toBeNull();
    expect(jsonTextAt('{"__proto__":{"a":1}}', ['__proto__', 'a'])).toBe('1');
    expect(jsonElementTextsAt('{"a":"[1]"}', ['a'])).toBeNull();
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1',
    '{"a":1}}',
    '{"a":1,}',
    '{"a":1 "b":2}',
    '{a:1}',
    "{'a':1}",
    '{"a":01}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":+1}',
    '{"a":1e}',
    '{"a":NaN}',
    '{"a":tru}',
    '{"a":1}x',
    '{"a":1} {"a":1}',
    '{"a":"\t"}',
    String.raw`{"a":1,"b":"\x"}`,
    String.raw`{"a":1,"b":"\u12G4"}`,
    '{"a":1,"b":"\\',
    '[1,]',
    '[1}',
    '{"a":1]',
    '\uFEFF{"a":1}',
    '\u00A0{"a":1}',
  ])('finds nothing in %j, which is not JSON', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(jsonTextAt(text, ['a'])).toBeNull();
    expect(jsonTextAt(text, [])).toBeNull();
    expect(jsonElementTextsAt(text, [])).toBeNull();
  });

  it('reads a value that is nested 200,000 levels deep', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(jsonTextAt(`{"deep":${deep},"row":1.0}`, ['row'])).toBe('1.0');
    expect(jsonTextAt(`{"deep":${deep}}`, ['deep'])).toBe(deep);
    expect(jsonTextAt('{"a":'.repeat(200_000), ['a'])).toBeNull();
  });

  it('reads a string of five million characters', () => {
    const long = `"${'x\\n'.repeat(1_700_000)}"`;
    expect(jsonTextAt(`[0,${long}]`, [1])).toBe(long);
  });
});

describe('jsonElementTextsAt', () => {
  it('returns the texts of all elements in one pass', () => {
    const text = '{"data":{"items":[ {"a":1.0}, 2 ,[3,[4]],"]" ]}}';
    expect(jsonElementTextsAt(text, ['data', 'items'])).toEqual(['{"a":1.0}', '2', '[3,[4]]', '"]"']);
    expect(jsonElementTextsAt('[]', [])).toEqual([]);
    expect(jsonElementTextsAt('[ ]', [])).toEqual([]);
  });

  it('leaves no gap and no overlap: joined again, the elements are the array', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom('', ' ', '\n\t'), (values, space) => {
        const texts = values.map((value) => JSON.stringify(value));
        const text = `{"items":[${texts.map((one) => space + one + space).join(',')}]}`;
        expect(jsonElementTextsAt(text, ['items'])).toEqual(texts);
      }),
    );
  });
});

/** Every path of a parsed value, with the value there. */
function paths(value: unknown, path: JsonPath = []): [JsonPath, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const members: [string | number, unknown][] = Array.isArray(value)
    ? value.map((element: unknown, index) => [index, element])
    : Object.entries(value);
  return [[path, value], ...members.flatMap(([step, member]) => paths(member, [...path, step]))];
}

describe('compared with JSON.parse, jsonTextAt', () => {
  it('finds at every path a text that JSON.parse reads as the value there', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, '\t'), (json, space) => {
        const parsed: unknown = JSON.parse(json);
        const text = JSON.stringify(parsed, null, space);
        for (const [path, value] of paths(parsed))
          expect(JSON.parse(jsonTextAt(text, path) ?? 'nothing')).toEqual(value);
      }),
    );
  });

  it('accepts exactly the texts that JSON.parse accepts, and never throws', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b\\n"',
      '\\',
      '0',
      '-1.5e3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '\u0000',
      '\ud800',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    );
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(texts, fc.nat(30), (text, cut) => {
        for (const one of [text, text.slice(0, cut)]) expect(jsonTextAt(one, []) !== null).toBe(isJson(one));
      }),
      { numRuns: 2000 },
    );
  });
});
