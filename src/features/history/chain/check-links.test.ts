import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../../api/schemas';
import { toggleRow } from '../../../testing/answers';
import { checkLinks, whyUnchecked } from './check-links';

const ZEROS = '0'.repeat(64);
const REDACTED = '***HEX_SECRET_REDACTED***';

/** A row from `own<previous@second`; `-` means a missing hash. */
function row(words: string): AuditRow {
  const [hashes = '', second] = words.split('@');
  const [own, previous] = hashes.split('<').map((hash) => (hash === '-' ? null : hash));
  return toggleRow({
    id: words,
    event_hash: own ?? null,
    prev_hash: previous ?? null,
    timestamp: second ? new Date(Number(second) * 1_000).toISOString() : null,
  });
}
const check = (...words: string[]) => checkLinks(words.map(row));
const found = (...words: string[]) => check(...words).contradictions;

/** A valid chain, newest first, as it was written. */
const chain = fc.integer({ min: 0, max: 30 }).map((length) =>
  Array.from({ length }, (_, n) =>
    toggleRow({
      id: `row-${n}`,
      event_hash: `hash-${n}`,
      prev_hash: n === 0 ? ZEROS : `hash-${n - 1}`,
      timestamp: new Date(Math.floor(n / 2) * 1_000).toISOString(),
    }),
  ).toReversed(),
);
const hash = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.constantFrom(null, undefined, '', ZEROS, REDACTED),
);
const anyRows = fc
  .array(fc.record({ event_hash: hash, prev_hash: hash, second: fc.option(fc.nat(9)) }), { maxLength: 12 })
  .map((items) =>
    items.map(({ event_hash, prev_hash, second }, n) =>
      toggleRow({
        id: `row-${n}`,
        ...(event_hash === undefined ? {} : { event_hash }),
        ...(prev_hash === undefined ? {} : { prev_hash }),
        timestamp: second === null ? null : new Date(second * 1_000).toISOString(),
      }),
    ),
  );

describe('checkLinks', () => {
  it('counts linked rows, rows whose predecessor is not loaded, and rows that cannot be compared', () => {
    expect(check('d<c@3', 'c<b@2', 'a<0000@1', `e<${REDACTED}`, '-<a', 'f<-')).toEqual({
      rows: 6,
      linked: 1,
      open: 2,
      unusable: 3,
      contradictions: [],
    });
    expect(check('b<', 'c< ', '<a')).toMatchObject({ linked: 0, open: 0, unusable: 3 });
    expect(check()).toEqual({ rows: 0, linked: 0, open: 0, unusable: 0, contradictions: [] });
  });

  it('accepts hashes in upper and lower case', () => {
    expect(check('B<A', 'a<x').linked).toBe(1);
  });

  it.each([
    ['fork', ['b<a', 'c<a'], ['b<a', 'c<a']],
    ['fork', [`b<${ZEROS}`, 'c<00'], [`b<${ZEROS}`, 'c<00']],
    ['fork', ['-<a', 'c<a'], ['-<a', 'c<a']],
    ['duplicate-hash', ['a<x', 'a<y'], ['a<x', 'a<y']],
    ['self-link', ['a<a'], ['a<a']],
    ['wrong-order', ['b<a@1', 'a<x@2'], ['b<a@1', 'a<x@2']],
    ['cycle', ['d<a', 'c<b', 'b<a2', 'a2<c'], ['c<b', 'b<a2', 'a2<c']],
  ])('finds a %s', (kind, words, rows) => {
    expect(found(...words)).toEqual([{ kind, rows }]);
  });

  it.each([
    ['redacted hashes', [`${REDACTED}<${REDACTED}`, `${REDACTED}<${REDACTED}`]],
    ['missing hashes', ['-<-', '-<-']],
    ['empty hashes', ['b<', 'c<', 'd< ', `e<${ZEROS}`]],
    ['zeros as a row’s own hash', [`${ZEROS}<a`, 'b<']],
    ['the same moment', ['b<a@1', 'a<x@1']],
    ['an unknown moment', ['b<a', 'a<x@2']],
  ])('does not count %s as a contradiction', (_what, words) => {
    expect(found(...words)).toEqual([]);
  });

  it('finds nothing wrong in a valid chain, or in any part of it', () => {
    fc.assert(
      fc.property(chain, fc.array(fc.boolean()), (rows, kept) => {
        const part = rows.filter((_, index) => kept[index] ?? true);
        expect(checkLinks(part).contradictions).toEqual([]);
        expect(checkLinks(rows)).toMatchObject({ linked: Math.max(0, rows.length - 1), unusable: 0 });
      }),
    );
  });

  it('counts every row once, whatever the hashes and the order of the rows', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { linked, open, unusable, contradictions } = checkLinks(rows);
        expect(linked + open + unusable).toBe(rows.length);
        expect([linked, open, unusable].every((n) => n >= 0)).toBe(true);
        const back = checkLinks(rows.toReversed());
        const named = (list: typeof contradictions) =>
          list.map(({ kind, rows: ids }) => `${kind} ${ids.toSorted().join()}`).toSorted();
        expect(named(back.contradictions)).toEqual(named(contradictions));
        expect({ ...back, contradictions }).toEqual(checkLinks(rows));
        const known = new Set(rows.map(({ id }) => id));
        for (const { kind, rows: ids } of contradictions) {
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every((id) => known.has(id))).toBe(true);
          expect(ids.length).toBeGreaterThanOrEqual(kind === 'self-link' ? 1 : 2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('follows a long chain and a long circle', () => {
    const ring = Array.from({ length: 20_000 }, (_, n) => row(`h${n}<h${(n + 1) % 20_000}`));
    expect(checkLinks(ring).contradictions).toMatchObject([{ kind: 'cycle', rows: { length: 20_000 } }]);
    expect(checkLinks(ring.slice(1))).toMatchObject({ linked: 19_998, open: 1, contradictions: [] });
  });
});

describe('whyUnchecked', () => {
  const why = (...words: string[]) => whyUnchecked(words.map(row));
  it.each<[string, string[], string | null]>([
    ['no row', [], 'No row is loaded.'],
    [
      'all hashes redacted',
      [`${REDACTED}<${REDACTED}`, `${REDACTED}<-`],
      'The server redacted the hashes of all loaded rows.',
    ],
    [
      'some redacted, the others missing',
      [`${REDACTED}<-`, '-<-'],
      'No loaded row has a usable hash: they are missing, or redacted by the server.',
    ],
    ['no hash at all', ['-<-', '< '], 'No loaded row has a usable hash.'],
    [
      'one row alone',
      ['b<a'],
      'Only one loaded row has a usable hash: there is no other to compare it with.',
    ],
    [
      'one usable among redacted ones',
      ['b<a', `${REDACTED}<-`],
      'Only one loaded row has a usable hash: there is no other to compare it with.',
    ],
    ['two rows', ['b<a', 'c<b'], null],
    ['two rows with half their hashes', [`b<${REDACTED}`, `${REDACTED}<b`], null],
  ])('gives a reason for %s', (_what, rows, words) => expect(why(...rows)).toBe(words));
});
