// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestApi, disengage, engage } from '../test-api';
import { tenants } from '../seeds/personas';
import { AGENT_NAMES, LOOP_AFTER_MS, READ_EVERY_MS } from './fleet';
import type { World } from './gateway';
import { advanceTally, isLooping, startTally, type Tally } from './tally';
import { worldOf } from './world';

const T0 = Date.parse('2026-11-21T09:30:00Z');
const calm: World = { engaged: [], safeMode: [] };
const engagedAt = (at: number): World => ({ ...calm, engaged: [{ at, on: true }] });
const inLoop = () => advanceTally(startTally(T0), calm, T0 + 20_000);
const marks = ({ agents }: Tally) => AGENT_NAMES.flatMap((name) => agents[name].marks);

describe('the tally of the agents', () => {
  it('pays faster once the billing agent repeats its refunds', () => {
    const before = advanceTally(startTally(T0), calm, T0 + LOOP_AFTER_MS - 1);
    const after = advanceTally(before, calm, T0 + 2 * LOOP_AFTER_MS);
    expect([isLooping(before), isLooping(after)]).toEqual([false, true]);
    expect(after.paid - before.paid).toBeGreaterThan(10 * before.paid);
    expect(marks(after).every(({ outcome }) => outcome === 'allowed')).toBe(true);
  });

  it('pays nothing more five seconds after an Engage, and counts every refused call', () => {
    const world = engagedAt(T0 + 20_000);
    const settled = advanceTally(inLoop(), world, T0 + 20_000 + READ_EVERY_MS);
    const later = advanceTally(settled, world, T0 + 60_000);
    expect(later.paid).toBe(settled.paid);
    expect(later.refused).toBeGreaterThan(settled.refused);
    const each = AGENT_NAMES.map((name) => later.agents[name].refused);
    expect(each.reduce((sum, count) => sum + count)).toBe(later.refused);
    expect(each.every((count) => count > 0)).toBe(true);
  });

  it('goes on after a Disengage, and a new Engage counts from zero', () => {
    const toggles = [
      { at: T0 + 20_000, on: true },
      { at: T0 + 40_000, on: false },
    ];
    const stopped = advanceTally(inLoop(), { ...calm, engaged: toggles }, T0 + 40_000);
    const resumed = advanceTally(stopped, { ...calm, engaged: toggles }, T0 + 60_000);
    expect(resumed.paid).toBeGreaterThan(stopped.paid);
    const again = { ...calm, engaged: [...toggles, { at: T0 + 60_000, on: true }] };
    const anew = advanceTally(resumed, again, T0 + 60_000 + READ_EVERY_MS);
    expect(anew.refused).toBeGreaterThan(0);
    expect(anew.refused).toBeLessThan(resumed.refused);
  });

  it('is the same in one step and in many, and never goes back', () => {
    const world = engagedAt(T0 + 15_000);
    let tally = startTally(T0);
    for (let at = T0; at <= T0 + 30_000; at += 130) tally = advanceTally(tally, world, at);
    tally = advanceTally(tally, world, T0 + 30_000);
    expect(tally).toEqual(advanceTally(startTally(T0), world, T0 + 30_000));
    expect(advanceTally(tally, world, T0)).toBe(tally);
  });

  it('counts the last hour only after a long sleep', () => {
    const hour = advanceTally(startTally(T0), engagedAt(T0 - 10_000), T0 + 3_600_000);
    const days = advanceTally(startTally(T0 - 9 * 86_400_000), engagedAt(T0 - 10_000), T0 + 3_600_000);
    expect(days.refused).toBeGreaterThan(hour.refused * 0.9);
    expect(days.refused).toBeLessThan(hour.refused * 1.1);
  });
});

describe('what the gateways can know', () => {
  const acme = tenants.acme.id;
  const look = async (api: Awaited<ReturnType<typeof createTestApi>>) =>
    api.backend.run((db) => worldOf(db, acme));

  it('is every toggle of the tenant, and none of another tenant', async () => {
    const api = await createTestApi({ seed: 'none' });
    const path = `/decision/kill-switch/${acme}`;
    const at = api.backend.clock();
    await api.send(path, engage('admin'));
    api.pass(30);
    await api.send(path, disengage('security'));
    expect((await look(api)).engaged).toEqual([
      { at, on: true },
      { at: at + 30_000, on: false },
    ]);
    expect(await api.backend.run((db) => worldOf(db, tenants.globex.id).engaged)).toEqual([]);
  });

  it('is also an engagement without a row', async () => {
    const api = await createTestApi({ seed: 'none', engaged: true });
    expect((await look(api)).engaged).toMatchObject([{ on: true }]);
  });

  it('is the Guardian’s mode, from the KILL file until the approved exit', async () => {
    const api = await createTestApi({ seed: 'none' });
    await api.backend.host.dropKillFile();
    expect((await look(api)).safeMode).toEqual([]);
    api.pass(6);
    expect((await look(api)).safeMode).toMatchObject([{ on: true }]);
  });
});
