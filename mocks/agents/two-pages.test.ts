// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createBackend } from '../backend';
import { createDb } from '../seeds/create-db';
import { START } from '../test-api';

describe('two pages with one store', () => {
  /** Pages that load and save the same text, as in the browser. */
  function openPages() {
    let now = START;
    let text = JSON.stringify(createDb({ seed: 'none' }, now));
    const store = {
      // What was saved was a database.
      load: async () => JSON.parse(text) as ReturnType<typeof createDb>,
      save: (db: object) => void (text = JSON.stringify(db)),
    };
    const open = () =>
      createBackend({ db: createDb({ seed: 'none' }, START), store, clock: () => now, agents: true });
    const look = () => JSON.parse(text) as ReturnType<typeof createDb>;
    return { open, look, pass: (ms: number) => void (now += ms) };
  }
  const totals = ({ data }: ReturnType<typeof createDb>, key: 'allowed' | 'denied') =>
    data.gateways.flatMap(({ calls }) => calls).reduce((sum, calls) => sum + calls[key], 0);

  it('are run by one of them, and the other goes on with the same gateways once the first is closed', async () => {
    const { open, look, pass } = openPages();
    const [first, second] = [open(), open()];
    for (let step = 0; step < 20; step += 1) {
      pass(500);
      await first.run(() => undefined);
      await second.run(() => undefined);
    }
    const { by } = look().traffic;
    await first.toggleAs('admin', 'engage', 'A loop');
    pass(1_900);
    await first.run(() => undefined);
    const before = look();
    expect(before.traffic.by).toBe(by);
    expect(totals(before, 'denied')).toBeGreaterThan(0);

    pass(1_000);
    await second.run(() => undefined);
    expect(look().traffic).toMatchObject({ by, until: before.traffic.until });
    pass(1_500);
    await second.run(() => undefined);
    const after = look();
    expect(after.traffic.by).not.toBe(by);
    expect(after.data.gateways.map(({ id, epochs }) => [id, epochs])).toEqual(
      before.data.gateways.map(({ id, epochs }) => [id, epochs]),
    );
    expect(totals(after, 'denied')).toBeGreaterThan(totals(before, 'denied'));
    expect(totals(after, 'allowed')).toBeGreaterThanOrEqual(totals(before, 'allowed'));
  });

  it('confirm a toggle of the moment between a page and the next one after it, and never before', async () => {
    const { open, look, pass } = openPages();
    await open().run(() => undefined);
    pass(600);
    // As after a reload: the new page does not run the gateways yet.
    const next = open();
    await next.toggleAs('admin', 'engage', 'A loop');
    for (let step = 0; step < 10; step += 1) {
      pass(500);
      await next.run(() => undefined);
    }
    const { gateways, tenants } = look().data;
    const [acme] = tenants;
    const confirmed = gateways.map(({ epochs }) => epochs[acme?.tenant.id ?? '']);
    expect(confirmed.map((at) => at?.epoch)).toEqual([1, 1, 1]);
    for (const at of confirmed)
      expect(at?.confirmedAt).toBeGreaterThanOrEqual(acme?.switchState.changedAt ?? Infinity);
  });

  it('begin a new visit after ten minutes without any page, with no call in between', async () => {
    const { open, look, pass } = openPages();
    await open().run(() => undefined);
    pass(11 * 60_000);
    await open().run(() => undefined);
    const { traffic, data } = look();
    expect(traffic.since).toBe(traffic.until);
    expect(data.gateways.flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('count everything that was called in a sleep of less than that', async () => {
    const { open, look, pass } = openPages();
    const page = open();
    await page.run(() => undefined);
    pass(9 * 60_000);
    await page.run(() => undefined);
    // A call of the loop each 340 ms, and some others, of both tenants.
    expect(totals(look(), 'allowed')).toBeGreaterThan(5_000);
  });
});
