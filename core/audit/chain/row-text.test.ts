// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../text/canonical-json';
import { readRowText } from './row-text';

/** The same by writing the row again, which needs no second thought. */
function isWrittenOneWay(text: string): boolean {
  try {
    const row: unknown = JSON.parse(text);
    const again = [JSON.stringify(row), canonicalJson(row)];
    return typeof row === 'object' && row !== null && !Array.isArray(row) && again.includes(text);
  } catch {
    return false;
  }
}

const names = fc.constantFrom('a', 'b', 'bc', '', '1', '10', '9', ':', '__proto__', 'é', 'a"', 'a\\');
const values = fc.oneof(
  names,
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, 1e21, 999_999_999_999_999, '😀', '":', ':'),
  fc.array(names, { maxLength: 3 }),
  fc.dictionary(names, names, { maxKeys: 3 }),
);
const rows = fc.dictionary(names, values, { maxKeys: 4 });

it('a text of a row is taken when it is the one way to write the row, and no other text is', () => {
  const pieces = fc.constantFrom('"', ':', ',', '{', '}', ' ', '\\', '0', '1', '-', 'e', '"a":1,', '\ud800');
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const check = fc.property(rows, pieces, place, fc.boolean(), (row, piece, where, replaces) => {
    for (const text of [canonicalJson(row), JSON.stringify(row)]) {
      expect(readRowText(text)).toEqual(row);
      const at = Math.floor(where * text.length);
      const changed = text.slice(0, at) + piece + text.slice(replaces ? at + 1 : at);
      expect(readRowText(changed) !== null).toBe(isWrittenOneWay(changed));
    }
  });
  fc.assert(check, { numRuns: 500 });
});
