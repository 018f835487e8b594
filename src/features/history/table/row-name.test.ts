import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { nameOf, placeOf, rowLink } from './row-name';

const nameIn = (link: string) => new URL(link, 'http://console.example').searchParams.get('row') ?? '';

it('a link leads to a row whose id contains half an emoji, which no address can contain', () => {
  const rows = [toggleRow({ id: 'a\uD800b' }), toggleRow({ id: 'a' })];
  const [row] = rows;
  const link = rowLink(nameOf(row ?? toggleRow({}), rows));
  expect(link).toBe('/kill-switch/history?row=a%EF%BF%BDb');
  expect(placeOf(rows, nameIn(link))).toBe(0);
  // Names from elsewhere, such as a violation that the server lists.
  expect(placeOf(rows, nameIn(rowLink('a\uD800b')))).toBe(0);
});

it('a link leads back to each row, whatever its id', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\uD800', 'a\uDC00', 'a\uFFFD', '', '?row=', '%'),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(id, fc.nat(9)), { selector: (pair) => JSON.stringify(pair) }),
      (pairs) => {
        const rows = pairs.map(([name, second]) =>
          toggleRow({ id: name, timestamp: `2026-11-20T10:00:0${second}Z` }),
        );
        for (const [place, row] of rows.entries())
          expect(placeOf(rows, nameIn(rowLink(nameOf(row, rows))))).toBe(place);
      },
    ),
  );
});
