// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createChainCheck } from '../../core/audit/chain/chain';
import { dataOf, rowsOf, SEED_NAMES } from '../db';
import { createDb } from './create-db';
import { personas, tenants } from './personas';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const acme = tenants.acme.id;

describe('createDb', () => {
  it.each(SEED_NAMES)(
    '%s makes one valid chain in the order of time, and a state that matches its end',
    (seed) => {
      const db = createDb({ seed }, NOW);
      const { records, switchState } = dataOf(db, acme);
      const check = createChainCheck(acme);
      for (const record of records) check.add(record);
      expect(check.counts()).toEqual({ rows: records.length, violations: 0 });
      const rows = rowsOf(db, acme);
      const times = rows.map(({ timestamp }) => Date.parse(timestamp));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => time < NOW)).toBe(true);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const last = rows.at(-1);
      expect(switchState.engaged).toBe(last?.action === 'kill_switch_engaged');
      expect(switchState.changedAt).toBe(last ? Date.parse(last.timestamp) : null);
      expect(switchState.epoch % 2 === 1).toBe(switchState.engaged);
    },
  );

  it('makes as many rows as its name says', () => {
    const counts = SEED_NAMES.map((seed) => rowsOf(createDb({ seed }, NOW), acme).length);
    expect(Object.fromEntries(SEED_NAMES.map((name, index) => [name, counts[index]]))).toEqual({
      demo: 8,
      'lived-in': 24,
      none: 0,
      one: 1,
      twenty: 20,
      'ten-thousand': 10_000,
    });
  });

  it.each(SEED_NAMES)('%s ends engaged when that is asked for', (seed) => {
    const { records, switchState } = dataOf(createDb({ seed, engaged: true }, NOW), acme);
    expect(switchState).toMatchObject({ engaged: true, actor: { email: expect.stringContaining('@acme') } });
    expect(switchState.epoch % 2).toBe(1);
    expect(records.at(-1)?.action ?? 'none').toBe(seed === 'none' ? 'none' : 'kill_switch_engaged');
  });

  it('makes the same data for the same arguments, and other data for another time', () => {
    expect(createDb({ seed: 'twenty' }, NOW)).toEqual(createDb({ seed: 'twenty' }, NOW));
    expect(createDb({ seed: 'twenty' }, NOW + 1)).not.toEqual(createDb({ seed: 'twenty' }, NOW));
  });

  it('makes plain JSON', () => {
    const db = createDb({ malformedRows: 15, foreignRows: 2, brokenChain: true }, NOW);
    expect(JSON.parse(JSON.stringify(db))).toEqual(db);
  });

  it('puts a letter into every group of an id, so that redaction leaves ids whole', () => {
    const groups = [...Object.values(personas), ...Object.values(tenants)].flatMap(({ id }) => id.split('-'));
    expect(groups.filter((group) => !/[a-f]/.test(group))).toEqual([]);
  });
});
