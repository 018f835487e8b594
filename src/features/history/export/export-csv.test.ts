import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { toCsv } from './export-csv';
import { pairIncidents } from '../answer/incidents';
import { neutralise } from './spreadsheet';

const HEADER =
  'id,time_utc,action,operator,reason,engaged_for_seconds,request_id,event_hash,prev_hash,tenant_id,operator_id';

/** RFC 4180, strictly: CRLF after every record, quotes only around a whole cell, no bare quote, CR or LF outside them. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let rest = text;
  while (rest !== '') {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!cell) throw new Error(`Not RFC 4180: ${JSON.stringify(rest.slice(0, 40))}`);
    record.push((cell[1] ?? cell[2] ?? '').replaceAll('""', '"'));
    if (cell[3] !== ',') {
      records.push(record);
      record = [];
    }
    rest = rest.slice(cell[0].length);
  }
  expect(record).toEqual([]);
  return records;
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\0', '"', ',', ';', "'", ' ', '\u200b', 'a'),
    )
    .map((c) => c.join('')),
);
const row = fc.record({
  id: text,
  tenant_id: text,
  action: fc.oneof(text, fc.constantFrom('kill_switch_engaged', 'kill_switch_disengaged')),
  timestamp: fc.oneof(text, fc.constantFrom(null, '2026-11-02T09:59:50.5+01:00')),
  reason: fc.option(text),
  metadata_json: fc.option(fc.dictionary(fc.constantFrom('actor', 'reason', '__proto__'), text)),
  request_id: fc.option(text),
  event_hash: fc.option(text),
  prev_hash: fc.option(text),
});

describe('toCsv', () => {
  it('writes the documented file', () => {
    const rows = [
      toggleRow({
        id: 'row-2',
        action: 'kill_switch_disengaged',
        timestamp: '2026-11-02T10:00:02.250+01:00',
        metadata_json: { actor: 'ada', reason: 'over, "done"' },
        request_id: 'req-2',
        event_hash: 'b',
        prev_hash: 'a',
      }),
      toggleRow({
        id: 'row-1',
        timestamp: '2026-11-02T08:59:50Z',
        metadata_json: { actor: '=1+1', reason: 'why\r\nthat' },
      }),
    ];
    expect(toCsv(rows, pairIncidents(rows))).toBe(
      `\uFEFF${HEADER}\r\n` +
        'row-2,2026-11-02T09:00:02.250Z,kill_switch_disengaged,ada,"over, ""done""",12.25,req-2,b,a,tenant-a,ada\r\n' +
        `row-1,2026-11-02T08:59:50.000Z,kill_switch_engaged,'=1+1,"why\r\nthat",,,,,tenant-a,'=1+1\r\n`,
    );
    expect(toCsv([], [])).toBe(`\uFEFF${HEADER}\r\n`);
  });

  it('writes an invalid timestamp as recorded, and a missing one as an empty cell', () => {
    const [, broken, missing] = parseCsv(
      toCsv([toggleRow({ timestamp: '=NOW()' }), toggleRow({ timestamp: null })], []).slice(1),
    );
    expect(broken?.[1]).toBe("'=NOW()");
    expect(missing?.[1]).toBe('');
  });

  it('writes a length only when it is known, on the row that ended the incident', () => {
    const at = (id: string, action: string, timestamp: string | null) => toggleRow({ id, action, timestamp });
    const rows = [
      at('5', 'kill_switch_engaged', '2026-11-02T08:00:09Z'),
      at('4', 'kill_switch_disengaged', '2026-11-02T08:00:08Z'),
      at('3', 'kill_switch_disengaged', '2026-11-02T08:00:07Z'),
      at('2', 'kill_switch_engaged', '2026-11-02T08:00:00Z'),
      at('1', 'kill_switch_disengaged', '2026-11-01T08:00:00Z'),
      at('0', 'kill_switch_engaged', null),
    ];
    const [, ...records] = parseCsv(toCsv(rows, pairIncidents(rows)).slice(1));
    expect(records.map((cells) => cells[5])).toEqual(['', '', '7', '', '', '']);
  });

  it('writes the length only on the disengage row, even when the engage row has the same id', () => {
    const engage = toggleRow({ id: 'x', timestamp: '2026-11-20T10:00:00Z' });
    const disengage = { ...engage, action: 'kill_switch_disengaged', timestamp: '2026-11-20T10:00:30Z' };
    const rows = [disengage, engage];
    const [, ...records] = parseCsv(toCsv(rows, pairIncidents(rows)).slice(1));
    expect(records.map((cells) => cells[5])).toEqual(['30', '']);
  });

  it('names the person when the row does, and writes the id into a column of its own', () => {
    const named = toggleRow({ metadata_json: { actor: 'u-1', actor_email: 'ada@x.example' } });
    const [header, cells] = parseCsv(toCsv([named], []).slice(1));
    expect(header?.indexOf('operator_id')).toBe(10);
    expect([cells?.[3], cells?.[10]]).toEqual(['ada@x.example', 'u-1']);
  });

  it('lets a spreadsheet change only its own times and lengths', () => {
    const rows = [
      toggleRow({
        id: '00123456',
        action: 'kill_switch_disengaged',
        timestamp: '2026-11-02T09:00:02Z',
        request_id: '12345e67',
        event_hash: '0'.repeat(64),
        prev_hash: '1'.repeat(64),
        tenant_id: '12345678901234567890',
        metadata_json: { actor: '007', reason: '1/2' },
      }),
      toggleRow({ id: 'a', timestamp: '2026-11-02T08:59:50Z' }),
      toggleRow({ id: 'b', action: 'kill_switch_tested', timestamp: '2026-02-30T10:00:00Z' }),
    ];
    const [, first, , impossible] = parseCsv(toCsv(rows, pairIncidents(rows)).slice(1));
    expect(first).toEqual([
      "'00123456",
      '2026-11-02T09:00:02.000Z',
      'kill_switch_disengaged',
      "'007",
      "'1/2",
      '12',
      "'12345e67",
      `'${'0'.repeat(64)}`,
      `'${'1'.repeat(64)}`,
      "'12345678901234567890",
      "'007",
    ]);
    // This day does not exist, so the time is exported as recorded.
    expect(impossible?.[1]).toBe("'2026-02-30T10:00:00Z");
  });

  it('can be read back cell by cell with a strict parser, neutralised', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const csv = toCsv(rows, pairIncidents(rows));
        expect(csv.startsWith('\uFEFF')).toBe(true);
        const [header, ...records] = parseCsv(csv.slice(1));
        expect(header).toEqual(HEADER.split(','));
        expect(records.map((cells) => cells.length)).toEqual(rows.map(() => 11));
        for (const [index, { id, action, request_id, event_hash, prev_hash, tenant_id }] of rows.entries()) {
          const cells = records[index];
          expect([cells?.[0], cells?.[2], ...(cells?.slice(6, 10) ?? [])]).toEqual(
            [id, action, request_id ?? '', event_hash ?? '', prev_hash ?? '', tenant_id].map(neutralise),
          );
        }
        const others = records.flatMap((cells) => cells.filter((_, column) => column !== 1 && column !== 5));
        expect(others.filter((cell) => neutralise(cell) !== cell)).toEqual([]);
      }),
    );
  });
});
