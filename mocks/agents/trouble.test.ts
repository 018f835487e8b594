// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { engage, SWITCH } from '../test-api';
import { ALL_CONFIRMED, startAgents, states } from './agents-for-tests';

describe('a gateway in trouble', () => {
  it('that is silent refuses by itself, and is told as silent', async () => {
    const { faults, json, pass, effect } = await startAgents();
    faults.set('any', 'gateway-silent');
    await json(SWITCH, engage('admin'));
    await pass(2_000);
    expect(states(await effect())).toEqual({ ...ALL_CONFIRMED, 'gateway-b': 'pending' });
    await pass(4_000);
    const silent = await effect();
    expect(states(silent)).toEqual({ ...ALL_CONFIRMED, 'gateway-b': 'refusing' });
    expect(silent.leaked.complete).toBe(false);
    const { paid } = await pass(0);
    expect(await pass(20_000)).toMatchObject({ paid, refusing: 3 });
    faults.clear();
    await pass(2_000);
    const back = await effect();
    expect(states(back)).toEqual(ALL_CONFIRMED);
    expect(back.leaked.complete).toBe(true);
    expect(back.leaked.items.some(({ gateway }) => gateway === 'gateway-b')).toBe(true);
  });

  it('that is late confirms within the five seconds, and allows more calls until then', async () => {
    const { faults, json, pass, effect } = await startAgents();
    faults.set('any', 'gateway-late');
    await json(SWITCH, engage('admin'));
    await pass(2_500);
    expect(states(await effect())).toEqual({ ...ALL_CONFIRMED, 'gateway-c': 'pending' });
    await pass(2_500);
    const settled = await effect();
    expect(states(settled)).toEqual(ALL_CONFIRMED);
    const late = settled.leaked.items.filter(({ gateway }) => gateway === 'gateway-c');
    expect(late.length).toBeGreaterThan(1);
  });
});
