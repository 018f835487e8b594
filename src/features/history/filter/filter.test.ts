import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { applyFilter, isFiltered, noFilter, parseFilter, writeFilter, type Filter } from './filter';

const rows = [
  toggleRow({
    id: 'row-3',
    timestamp: '2026-11-03T00:30:00+01:00',
    metadata_json: { actor: 'Ada Lovelace', reason: 'Runaway agent\nin ﬁnance' },
    request_id: 'REQ-3',
  }),
  toggleRow({
    id: 'row-2',
    action: 'kill_switch_disengaged',
    timestamp: '2026-11-02T00:00:00Z',
    metadata_json: { actor: 'sam', reason: 'Over' },
  }),
  toggleRow({ id: 'row-1', timestamp: '2026-11-01 08:00', metadata_json: { actor: '***EMAIL_REDACTED***' } }),
  toggleRow({ id: 'row-0', action: 'kill_switch_tested', timestamp: '2026-11-01T23:59:59.999Z' }),
];
const ids = (over: Partial<Filter>) => applyFilter(rows, { ...noFilter, ...over }).map(({ id }) => id);

const date = fc.oneof(
  fc.constantFrom('', '2026-11-02', '2024-02-29', '2026-02-30', '2026-1-1', 'x', '2026-11-02T00:00:00Z'),
  fc.date({ noInvalidDate: true, min: new Date(0) }).map((day) => day.toISOString().slice(0, 10)),
);
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', 'ada ', 'a&b=c'));
const anyFilter = fc.record({
  range: fc.constantFrom<Filter['range']>('all', '24h', '7d', '90d'),
  action: fc.constantFrom<Filter['action']>('all', 'engage', 'disengage'),
  operator: anyText,
  text: anyText,
  from: date,
  to: date,
});
const anySearch = fc.array(
  fc.tuple(fc.constantFrom('range', 'action', 'from', 'to', 'text', 'row', 'x'), anyText),
);

describe('applyFilter', () => {
  it.each<[string, Partial<Filter>, string[]]>([
    ['keeps every row without a condition', {}, ['row-3', 'row-2', 'row-1', 'row-0']],
    ['selects the engage rows', { action: 'engage' }, ['row-3', 'row-1']],
    ['selects the disengage rows', { action: 'disengage' }, ['row-2']],
    ['finds a part of the operator in any case', { operator: ' LOVE ' }, ['row-3']],
    ['searches the operator in no other field', { operator: 'over' }, []],
    ['finds nobody by a redacted operator', { operator: 'email' }, []],
    ['needs every word, in any field and order', { text: 'agent req-3  ADA' }, ['row-3']],
    ['is not satisfied with some of the words', { text: 'agent over' }, []],
    ['treats compatible characters as equal', { text: 'ｆｉｎａｎｃｅ' }, ['row-3']],
    ['finds no word across two fields', { text: 'Oversam' }, []],
    ['finds a row id', { text: 'row-2' }, ['row-2']],
    ['finds an action', { text: 'tested' }, ['row-0']],
    ['starts at a day in UTC, inclusive', { from: '2026-11-02' }, ['row-3', 'row-2']],
    ['ends at a day in UTC, inclusive', { to: '2026-11-02' }, ['row-3', 'row-2', 'row-0']],
    ['selects one day', { from: '2026-11-01', to: '2026-11-01' }, ['row-0']],
    ['selects no row for dates in the wrong order', { from: '2026-11-02', to: '2026-11-01' }, []],
    ['ignores an invalid date', { from: '2026-02-30' }, ['row-3', 'row-2', 'row-1', 'row-0']],
  ])('%s', (_what, over, expected) => {
    expect(ids(over)).toEqual(expected);
  });

  it('finds a row by any of its words, in upper and lower case', () => {
    const word = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.nat(), (words, at) => {
        const row = toggleRow({ metadata_json: { reason: words.join(' ') } });
        const text = words[at % words.length] ?? '';
        expect(applyFilter([row], { ...noFilter, text })).toEqual([row]);
        expect(applyFilter([row], { ...noFilter, text: text.toLowerCase() })).toEqual([row]);
      }),
    );
  });

  it('returns some of the rows in their order, and fewer with more conditions', () => {
    fc.assert(
      fc.property(anyFilter, anyFilter, (a, b) => {
        const both = { ...noFilter, operator: a.operator, text: `${a.text} ${b.text}`, action: a.action };
        const narrow = applyFilter(rows, both);
        expect(narrow).toEqual(rows.filter((row) => narrow.includes(row)));
        const wide = applyFilter(rows, { ...both, text: a.text });
        expect(narrow.every((row) => wide.includes(row))).toBe(true);
      }),
    );
  });

  it('reads each row once, however often the filter changes', () => {
    const read = vi.fn(() => ({ actor: 'ada' }));
    const row = Object.defineProperty(toggleRow({}), 'metadata_json', { get: read });
    applyFilter([row], { ...noFilter, text: 'a' });
    const reads = read.mock.calls.length;
    expect(applyFilter([row], { ...noFilter, text: 'ad', operator: 'ad' })).toHaveLength(1);
    expect(reads).toBeGreaterThan(0);
    expect(read).toHaveBeenCalledTimes(reads);
  });
});

describe('the operator', () => {
  const named = toggleRow({
    id: 'named',
    metadata_json: { actor: '5ec05f6a-1', actor_email: 'mara@acme.example', actor_name: 'Mara Lind' },
  });
  it.each(['MARA@acme', 'lind', '5ec05f'])('is found by name, email address and id: %s', (operator) => {
    expect(applyFilter([named, toggleRow({})], { ...noFilter, operator })).toEqual([named]);
    expect(applyFilter([named, toggleRow({})], { ...noFilter, text: operator })).toEqual([named]);
  });
});

describe('the filter in the address', () => {
  it('contains only values that differ from the default, and keeps other parameters', () => {
    const search = new URLSearchParams('row=7&text=old&from=2026-11-01');
    const filter: Filter = { ...noFilter, action: 'engage', operator: 'ada ' };
    expect(writeFilter(filter, search).toString()).toBe('row=7&action=engage&operator=ada+');
    expect(search.toString()).toBe('row=7&text=old&from=2026-11-01');
    expect(writeFilter(noFilter, search).toString()).toBe('row=7');
  });

  it('ignores invalid values', () => {
    const search = 'action=stop&operator=%20&from=2026-02-30&to=yesterday&text=a&text=b';
    expect(parseFilter(new URLSearchParams(search))).toEqual({ ...noFilter, text: 'a' });
    expect(parseFilter(new URLSearchParams('range=1h'))).toEqual(noFilter);
    expect(parseFilter(new URLSearchParams(`text=${'😀'.repeat(300)}`)).text).toBe('😀'.repeat(200));
  });

  it('has no range beside a date', () => {
    const read = (search: string) => parseFilter(new URLSearchParams(search));
    expect(read('range=7d')).toEqual({ ...noFilter, range: '7d' });
    expect(read('range=7d&to=2026-11-02')).toEqual({ ...noFilter, to: '2026-11-02' });
    expect(read('range=7d&to=2026-02-30')).toEqual({ ...noFilter, range: '7d' });
  });

  it('is read back as it was written, and selects the same rows', () => {
    fc.assert(
      fc.property(anyFilter, anySearch, (filter, others) => {
        const search = new URLSearchParams(others);
        const written = writeFilter(filter, search);
        const read = parseFilter(written);
        expect(parseFilter(writeFilter(read, search))).toEqual(read);
        expect(applyFilter(rows, read)).toEqual(applyFilter(rows, filter));
        expect(isFiltered(read)).toBe(isFiltered(filter));
        expect(written.getAll('row')).toEqual(search.getAll('row'));
        if (!isFiltered(filter)) expect(read).toEqual(noFilter);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anySearch, (pairs) => {
        const filter = parseFilter(new URLSearchParams(pairs));
        expect(Object.keys(filter)).toEqual(Object.keys(noFilter));
        expect(() => applyFilter(rows, filter)).not.toThrow();
      }),
    );
  });
});
