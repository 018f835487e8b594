import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../../api/schemas';
import { toggleRow } from '../../../testing/answers';
import { exportName, toJson } from './export-json';
import { noFilter } from '../filter/filter';

const about = {
  tenantId: 'tenant-a',
  filter: { ...noFilter, text: 'x' },
  exporter: 'ada@example.com',
  exportedAt: Date.parse('2026-11-21T08:00:00Z'),
  complete: false,
};

describe('toJson', () => {
  it('says what the file is, about whom, by whom, when, how filtered and whether complete', () => {
    const rows = [toggleRow({ id: '2' }), toggleRow({ id: '1' })];
    const json = toJson({ ...about, rows });
    expect(JSON.parse(json)).toEqual({
      format: 'kill-switch-history/1',
      tenant_id: 'tenant-a',
      exported_at: '2026-11-21T08:00:00.000Z',
      exported_by: 'ada@example.com',
      filter: about.filter,
      count: 2,
      complete: false,
      rows,
    });
    expect(json).toContain('\n  "tenant_id": "tenant-a",\n');
  });

  it('leaves the rows unchanged, whatever the server put into them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.json(), fc.string({ unit: 'binary' })), { maxLength: 3 }), (items) => {
        // As parsed from an answer: with unknown keys, and `__proto__` as an own key.
        const rows = items.map(([json, reason]): AuditRow => {
          const id = JSON.stringify(reason);
          return JSON.parse(
            `{"id":${id},"tenant_id":"t","action":"a","metadata_json":{"__proto__":${json}},"odd":${json}}`,
          );
        });
        const sent = new TextDecoder().decode(new TextEncoder().encode(toJson({ ...about, rows })));
        const read: { rows: unknown; count: number } = JSON.parse(sent);
        expect(JSON.stringify(read.rows)).toBe(JSON.stringify(rows));
        expect(read.count).toBe(rows.length);
      }),
    );
  });
});

const whole = { filtered: false, complete: true };

describe('exportName', () => {
  it.each([
    [true, true, '_filtered.csv'],
    [false, false, '_incomplete.csv'],
    [true, false, '_filtered_incomplete.csv'],
  ])('says that not every toggle is in the file: filtered %s, complete %s', (filtered, complete, end) => {
    const name = exportName('t', [], { extension: 'csv', filtered, complete });
    expect(name).toBe(`kill-switch-history_t_none_none${end}`);
  });

  it('names tenant, oldest and newest row', () => {
    const rows = [null, '2026-11-02T09:59:50.9+01:00', '2026-10-01 00:00', '2026-11-01T00:00:00Z'].map(
      (timestamp) => toggleRow({ timestamp }),
    );
    expect(exportName('1abe6a11-70a4', rows, { ...whole, extension: 'csv' })).toBe(
      'kill-switch-history_1abe6a11-70a4_20261101T000000Z_20261102T085950Z.csv',
    );
    expect(exportName('../t\u202E_ä', [], { ...whole, extension: 'json' })).toBe(
      'kill-switch-history_t_none_none.json',
    );
    expect(exportName('***', [], { ...whole, extension: 'json' })).toBe(
      'kill-switch-history_none_none_none.json',
    );
  });

  it('is a safe name for any tenant and any time', () => {
    const stamp = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constant('0000-01-01T00:00:00+05:00'),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(stamp), (tenant, stamps) => {
        const name = exportName(
          tenant,
          stamps.map((timestamp) => toggleRow({ timestamp })),
          { ...whole, extension: 'csv' },
        );
        expect(name).toMatch(
          /^kill-switch-history_[A-Za-z0-9-]{1,64}_(none|\d+T\d{6}Z)_(none|\d+T\d{6}Z)\.csv$/,
        );
      }),
    );
  });
});
