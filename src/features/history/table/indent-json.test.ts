import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from './indent-json';

describe('indentJson', () => {
  it('puts each member on its own line and changes no token', () => {
    expect(indentJson('{"seq":9007199254740993, "risk":1.0,"e":{},"a":[1e3,"x, {y}: \\" "],"a":[ ]}')).toBe(
      [
        '{',
        '  "seq": 9007199254740993,',
        '  "risk": 1.0,',
        '  "e": {},',
        '  "a": [',
        '    1e3,',
        '    "x, {y}: \\" "',
        '  ],',
        '  "a": []',
        '}',
      ].join('\n'),
    );
  });

  it('equals JSON.stringify for a value that is not deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
        expect(indentJson(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('makes a very deeply nested value only a little longer', () => {
    const deep = `{"a":${'[{"b":'.repeat(20_000)}1.0${'}]'.repeat(20_000)}}`;
    const shown = indentJson(deep);
    expect(shown.length).toBeLessThan(deep.length + 1_000);
    expect(shown.replace(/\s/g, '')).toBe(deep);
  });
});
