// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestApi, engage, START, SWITCH } from '../test-api';
import { createDb } from './create-db';
import { tenants } from './personas';
import { rowsOf } from '../db';

describe('the seed of a team that uses its kill switch', () => {
  it('tells half a year of a team: several people, each named, and lengths from minutes to days', () => {
    const rows = rowsOf(createDb({ seed: 'lived-in' }, START), tenants.acme.id);
    const people = rows.map(({ metadata_json: { actor_name: name, actor_email: email } }) => {
      expect(String(email)).toBe(`${String(name).toLowerCase().replace(' ', '.')}@acme.example`);
      return name;
    });
    expect(new Set(people).size).toBe(5);
    const lengths = rows.flatMap(({ timestamp, action }, index) => {
      const end = rows[index + 1];
      return action === 'kill_switch_engaged' && end
        ? [(Date.parse(end.timestamp) - Date.parse(timestamp)) / 60_000]
        : [];
    });
    expect(Math.min(...lengths)).toBeLessThan(5);
    expect(Math.max(...lengths)).toBeGreaterThan(24 * 60);
    expect(new Set(rows.map(({ timestamp }) => timestamp.slice(11, 16))).size).toBeGreaterThan(20);
  });

  it.each(['lived-in', 'demo'] as const)('%s goes on to name the people who toggle', async (seed) => {
    const api = await createTestApi({ seed });
    await api.send(SWITCH, engage('admin'));
    const newest = await api.backend.run((db) => rowsOf(db, tenants.acme.id).at(-1)?.metadata_json);
    expect(newest).toMatchObject({ actor_email: 'ada.admin@acme.example', actor_name: 'Ada Admin' });
  });
});
