import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from './indent-json';

describe('indentJson', () => {
  it('puts each member on a line of its own and changes no token', () => {
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

  it('is what JSON.stringify makes of a value that is not deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
        expect(indentJson(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('grows only a little for a value that is nested very deeply', () => {
    const deep = `{"a":${'[{"b":'.repeat(20_000)}1.0${'}]'.repeat(20_000)}}`;
    const shown = indentJson(deep);
    expect(shown.length).toBeLessThan(deep.length + 1_000);
    expect(shown.replace(/\s/g, '')).toBe(deep);
  });
});
