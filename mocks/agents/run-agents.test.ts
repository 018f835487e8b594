// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createBackend } from '../backend';
import { dataOf, rowsOf } from '../db';
import { createDb } from '../seeds/create-db';
import { tenants } from '../seeds/personas';
import { disengage, engage, START, SWITCH } from '../test-api';
import { acme, ALL_CONFIRMED, startAgents, states } from './agents-for-tests';
import { AGENT_NAMES } from './fleet';
import { agentsWith } from './tally';

describe('the demo’s agents', () => {
  it('are allowed while the switch is disengaged, and pay faster once the billing agent repeats its refunds', async () => {
    const { pass, effect } = await startAgents(0);
    const before = await pass(9_900);
    const after = await pass(10_000);
    expect(after.paid - before.paid).toBeGreaterThan(10 * before.paid);
    expect(agentsWith(after, 'allowed')).toEqual(AGENT_NAMES);
    const { calls, gateways } = await effect();
    expect(calls).toMatchObject({ denied: 0 });
    expect(calls.allowed).toBeGreaterThan(20);
    expect(gateways.map(({ name }) => name)).toEqual(['gateway-a', 'gateway-b', 'gateway-c']);
  });

  it('are refused after an Engage: the gateways confirm one after the other, and name what slipped through', async () => {
    const { json, pass, effect } = await startAgents();
    await json(SWITCH, engage('admin'));
    expect(Object.values(states(await effect()))).toEqual(['pending', 'pending', 'pending']);
    const paid = (await pass(1_300)).paid;
    const settled = await effect();
    expect(states(settled)).toEqual(ALL_CONFIRMED);
    const after = settled.gateways.map(
      ({ confirmed_at }) => Date.parse(confirmed_at ?? '') - Date.parse(settled.changed_at),
    );
    expect(new Set(after).size).toBe(3);
    expect(Math.max(...after)).toBeLessThanOrEqual(1_200);
    expect(settled.leaked.complete).toBe(true);
    expect(settled.leaked.items.length).toBeGreaterThan(0);
    for (const { allowed_at: at, agent, gateway } of settled.leaked.items) {
      expect([AGENT_NAMES, Object.keys(ALL_CONFIRMED)]).toEqual([
        expect.arrayContaining([agent]),
        expect.arrayContaining([gateway]),
      ]);
      expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(settled.changed_at));
    }
    const later = await pass(30_000);
    expect(later).toMatchObject({ paid, refusing: 3 });
    expect(agentsWith(later, 'refused')).toEqual(AGENT_NAMES);
    const { calls } = await effect();
    expect(calls.allowed).toBe(0);
    expect(calls.denied).toBeGreaterThan(100);
    expect(calls.by_agent.map(({ agent }) => agent)).toEqual(AGENT_NAMES);
  });

  it('go on after a Disengage, and a new Engage counts from zero', async () => {
    const { json, pass, effect } = await startAgents();
    await json(SWITCH, engage('admin'));
    const stopped = await pass(20_000);
    const { denied } = (await effect()).calls;
    await json(SWITCH, disengage('security'));
    const resumed = await pass(10_000);
    expect(resumed.refusing).toBe(0);
    expect(resumed.paid).toBeGreaterThan(stopped.paid);
    await json(SWITCH, engage('admin'));
    await pass(5_000);
    const again = (await effect()).calls.denied;
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThan(denied);
  });

  it('do the same in one step as in many', async () => {
    const [one, many] = [await startAgents(0), await startAgents(0)];
    for (const { json, pass } of [one, many]) {
      await pass(15_000);
      await json(SWITCH, engage('admin'));
    }
    const [inOne, inMany] = [await one.pass(20_000), await many.passSlowly(20_000)];
    expect(inMany).toEqual(inOne);
    expect((await many.effect()).calls).toEqual((await one.effect()).calls);
  });

  it('are those of one tenant: another tenant’s Engage refuses none of them', async () => {
    const { backend, pass } = await startAgents();
    await backend.toggleAs('otherAdmin', 'engage', 'Not yours');
    expect(await pass(5_000)).toMatchObject({ refusing: 0 });
    const others = await backend.run((db) => db.traffic.tallies[tenants.globex.id]);
    expect(others).toMatchObject({ refusing: 3 });
  });

  it('are denied by the Guardian in Safe Mode, and refused as before while the switch is engaged', async () => {
    const { backend, json, passSlowly } = await startAgents();
    await backend.host.dropKillFile();
    const denied = await passSlowly(12_000);
    expect(agentsWith(denied, 'denied')).toEqual(AGENT_NAMES);
    expect(denied.refusing).toBe(0);
    await json(SWITCH, engage('admin'));
    expect(agentsWith(await passSlowly(6_000), 'refused')).toEqual(AGENT_NAMES);
  });
});

describe('the effect of an Engage', () => {
  it('is written into the audit log once, when all gateways have settled', async () => {
    const { backend, json, passSlowly } = await startAgents();
    const rows = () =>
      backend.run((db) => rowsOf(db, acme).filter(({ action }) => action === 'kill_switch_effect'));
    await json(SWITCH, engage('admin'));
    expect(await rows()).toEqual([]);
    await passSlowly(30_000);
    expect(await rows()).toHaveLength(1);
    expect(await json('/audit/logs/verify', { as: 'admin' })).toMatchObject({
      body: { data: { valid: true } },
    });
  });

  it('is not made up for an engage of the seed', async () => {
    const db = createDb({ seed: 'one' }, START);
    const backend = createBackend({ db, clock: () => START + 60_000, agents: true });
    await backend.run(() => undefined);
    expect(dataOf(db, acme).records.map(({ action }) => action)).toEqual(['kill_switch_engaged']);
  });
});
