// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestGuardian } from '../test-api';

type Item = { id: string; kind: string; outcome: string; timestamp: string; capability?: string };

async function watching() {
  const guardian = await createTestGuardian();
  return {
    ...guardian,
    list: async (query = '') => (await guardian.get(`/events${query}`)).items as Item[],
  };
}

describe('the events of a Guardian', () => {
  it('include a request of agents every seven seconds, allowed in NORMAL and denied in Safe Mode [F7-105]', async () => {
    const { act, list, pass } = await watching();
    const before = await list();
    expect(new Set(before.map(({ outcome }) => outcome))).toEqual(new Set(['ALLOWED']));
    await act('/safe-mode/enter');
    pass(70);
    const [newest, ...rest] = (await list()).slice(0, 11);
    expect(rest.slice(0, 9).every(({ outcome }) => outcome === 'DENIED (Safe Mode)')).toBe(true);
    expect(rest.at(-1)).toMatchObject({ kind: 'mode_change', outcome: 'SAFE' });
    const gap = Date.parse(newest?.timestamp ?? '') - Date.parse(rest[0]?.timestamp ?? '');
    expect(gap).toBe(7_000);
  });

  it('record each request in the mode of its time, even when nobody looked in between', async () => {
    const { host, list, pass } = await watching();
    await host.setRegistryKey();
    pass(61);
    const items = await list();
    const times = items.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().toReversed());
    const change = items.findIndex(({ kind }) => kind === 'mode_change');
    const outcomes = (part: Item[]) =>
      new Set(part.filter(({ kind }) => kind === 'capability_request').map(({ outcome }) => outcome));
    expect(outcomes(items.slice(0, change))).toEqual(new Set(['DENIED (Safe Mode)']));
    expect(outcomes(items.slice(change))).toEqual(new Set(['ALLOWED']));
  });

  it('are the newest two hundred, and those of people stay longer than those of agents', async () => {
    const { act, list, pass, backend } = await watching();
    await act('/safe-mode/enter');
    pass(890);
    await list();
    pass(100_000_000);
    const kept = await backend.run(({ hosts }) =>
      Object.values(hosts).map(({ guardian }) => guardian.events),
    );
    expect(kept.map(({ length }) => length)).toEqual([200, 200]);
    expect(kept[0]?.[0]).toMatchObject({ kind: 'mode_change', outcome: 'SAFE' });
    expect(Date.parse(kept[0]?.at(-1)?.timestamp ?? '')).toBeGreaterThan(backend.clock() - 7_001);
  });

  it('are paged by the id of an event, even of one that is gone', async () => {
    const { list, pass } = await watching();
    pass(700);
    const all = await list('?limit=500');
    const pages: Item[] = [];
    let page = await list('?limit=30');
    while (page.length > 0) {
      pages.push(...page);
      page = await list(`?limit=30&before=${page.at(-1)?.id}`);
    }
    expect(pages).toEqual(all);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(await list()).toEqual(all.slice(0, 50));
    expect(await list('?before=evt-000000')).toEqual([]);
    expect(await list('?before=evt-999999&limit=1')).toEqual(all.slice(0, 1));
  });

  it.each([
    ['?limit=0', 422],
    ['?limit=501', 422],
    ['?limit=ten', 422],
    ['?before=nonsense', 400],
    ['?limit=500', 200],
  ])('answer %s with %i', async (query, status) => {
    const { json } = await watching();
    expect((await json(`/guardian/events${query}`, { as: 'auditor' })).status).toBe(status);
  });
});
