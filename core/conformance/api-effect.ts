import { expect, test } from 'vitest';
import { recordEffect } from '../kill-switch/record-effect';
import { acme, type OpenApi } from './api-fixture';
import { engage, release, SWITCH } from './api-toggles';

const a = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'gateway-a' };
const b = { id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'gateway-b' };
const at = (epoch: number) => ({ epochs: [{ tenantId: acme.id, epoch }], calls: [], leaked: [] });

export function testEffect(api: () => OpenApi): void {
  test('the effect names each gateway, and whether it has confirmed the newest epoch', async () => {
    const { send, signIn, beats } = api();
    const as = await signIn('ADMIN');
    await beats.beat({ gateway: a, ...at(0) });
    await beats.beat({ gateway: b, ...at(0) });
    await send(SWITCH, { as, ...engage() });
    const known = await beats.beat({ gateway: a, ...at(1) });
    expect(known.switches).toContainEqual(
      expect.objectContaining({ tenantId: acme.id, epoch: 1, engaged: true, reason: 'Runaway agent' }),
    );
    await beats.leave(b.id);
    const effect = await send(`${SWITCH}/effect`, { as });
    expect(effect.body.data).toMatchObject({ epoch: 1, status: 'engaged', calls: { allowed: 0, denied: 0 } });
    expect(effect.body.data?.['gateways']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'gateway-a', state: 'confirmed', epoch: 1 }),
        expect.objectContaining({ name: 'gateway-b', state: 'gone', epoch: 0, confirmed_at: null }),
      ]),
    );
  });

  test('a gateway that has started again stands there once, under its new id', async () => {
    const { send, signIn, beats } = api();
    const as = await signIn('ADMIN');
    await beats.beat({ gateway: a, ...at(0) });
    await beats.leave(a.id);
    const again = { ...a, id: 'aaaaaaaa-0000-4000-8000-00000000000f' };
    await beats.beat({ gateway: again, ...at(0) });
    const effect = await send(`${SWITCH}/effect`, { as });
    expect(effect.body.data?.['gateways']).toMatchObject([{ id: again.id, state: 'confirmed' }]);
  });

  test('calls are counted by agent under the present epoch, and a report that arrives twice counts once', async () => {
    const { send, signIn, beats } = api();
    const as = await signIn('ADMIN');
    await send(SWITCH, { as, ...engage() });
    const calls = {
      tenantId: acme.id,
      epoch: 1,
      agent: 'billing',
      allowed: 0,
      denied: 3,
      lastAllowedAt: null,
    };
    const older = { ...calls, epoch: 0, allowed: 9, denied: 0, lastAllowedAt: 1 };
    await beats.beat({ gateway: a, ...at(1), calls: [calls, older] });
    await beats.beat({ gateway: a, ...at(1), calls: [calls, older] });
    await beats.beat({
      gateway: b,
      ...at(1),
      calls: [
        { ...calls, denied: 2 },
        { ...calls, agent: 'inbox', denied: 1 },
      ],
    });
    expect((await send(`${SWITCH}/effect`, { as })).body.data).toMatchObject({
      calls: {
        allowed: 0,
        denied: 6,
        last_allowed_at: null,
        by_agent: [
          { agent: 'billing', allowed: 0, denied: 5 },
          { agent: 'inbox', allowed: 0, denied: 1 },
        ],
      },
    });
  });

  test('the effect of an engage becomes one row, with the gateways and the calls that were still allowed [AEGIS-46, AEGIS-55]', async () => {
    const { send, signIn, beats, store, rows, ports } = api();
    const as = await signIn('ADMIN');
    await beats.beat({ gateway: a, ...at(0) });
    await send(SWITCH, { as, ...engage() });
    expect(await recordEffect(store, acme.id, ports)).toBe(false);
    const leaked = {
      requestId: 'call-1',
      agent: 'billing',
      tool: 'refund',
      allowedAt: Date.now(),
      gateway: 'gateway-a',
    };
    const report = { tenantId: acme.id, epoch: 1, items: [leaked], complete: true };
    await beats.beat({ gateway: a, ...at(1), leaked: [report] });
    await beats.beat({ gateway: a, ...at(1), leaked: [report] });
    expect((await send(`${SWITCH}/effect`, { as })).body.data?.['leaked']).toMatchObject({
      items: [{ request_id: 'call-1', agent: 'billing', tool: 'refund', gateway: 'gateway-a' }],
      complete: true,
    });
    expect(await recordEffect(store, acme.id, ports)).toBe(true);
    expect(await recordEffect(store, acme.id, ports)).toBe(false);
    expect(await rows()).toMatchObject([
      { action: 'kill_switch_engaged' },
      {
        action: 'kill_switch_effect',
        metadata: {
          epoch: 1,
          gateways: [{ name: 'gateway-a', state: 'confirmed' }],
          leaked: { items: [{ request_id: 'call-1' }], complete: true },
        },
      },
    ]);
    expect((await send('/audit/logs/verify', { as })).body.data).toMatchObject({ valid: true });
  });

  test('a release has no row about its effect, but the engage before it has', async () => {
    const { send, signIn, beats, store, rows, ports } = api();
    const as = await signIn('ADMIN');
    await beats.beat({ gateway: a, ...at(0) });
    await send(SWITCH, { as, ...engage() });
    await send(SWITCH, { as, ...release() });
    await beats.beat({ gateway: a, ...at(2) });
    expect(await recordEffect(store, acme.id, ports)).toBe(true);
    expect(await recordEffect(store, acme.id, ports)).toBe(false);
    expect((await rows()).at(-1)).toMatchObject({ action: 'kill_switch_effect', metadata: { epoch: 1 } });
  });
}
