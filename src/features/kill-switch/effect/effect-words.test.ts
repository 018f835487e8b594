// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { EffectGateway, SwitchEffect } from '../../../api/effect';
import {
  confirmedAt,
  effectFindings,
  gatewaysFinding,
  gatewayWords,
  hasGateways,
  isSettled,
  leakedFinding,
} from './effect-words';

const gateway = (name: string, more: Partial<EffectGateway> = {}): EffectGateway => ({
  id: `id-${name}`,
  name,
  state: 'confirmed',
  epoch: 7,
  confirmed_at: '2026-11-21T09:00:01.120Z',
  last_seen_at: '2026-11-21T09:00:02Z',
  ...more,
});
const [pending, refusing, gone] = (['pending', 'refusing', 'gone'] as const).map((state) =>
  gateway(state, { state, confirmed_at: null }),
);

function effect(gateways: (EffectGateway | undefined)[], more: Partial<SwitchEffect> = {}): SwitchEffect {
  return {
    epoch: 7,
    status: 'engaged',
    changed_at: '2026-11-21T09:00:01.000Z',
    gateways: gateways.filter((one) => one !== undefined),
    calls: { allowed: 0, denied: 214 },
    leaked: { items: [], complete: true },
    ...more,
  };
}
const leaked = { request_id: 'r-1', agent: 'billing', tool: 'refund', gateway: 'eu-1' };
const leak = { ...leaked, allowed_at: '2026-11-21T09:00:01.050Z' };

describe('the gateways', () => {
  it('are a success only when all that run have confirmed, and there are some (law 1)', () => {
    const slow = gateway('eu-2', { confirmed_at: '2026-11-21T09:00:01.180Z' });
    expect(gatewaysFinding(effect([gateway('eu-1'), slow]))).toEqual({
      tone: 'success',
      text: '2 of 2 gateways confirmed in 180 ms.',
    });
    expect(gatewaysFinding(effect([gateway('eu-1'), gone])).text).toBe('1 of 1 gateway confirmed in 120 ms.');
    expect(gatewaysFinding(effect([])).tone).toBe('info');
    expect(gatewaysFinding(effect([gone])).tone).toBe('info');
    for (const other of [pending, refusing])
      expect(gatewaysFinding(effect([gateway('eu-1'), other]))).toEqual({
        tone: 'warning',
        text: '1 of 2 gateways confirmed.',
      });
  });

  it('that have not confirmed are no warning within the five seconds', () => {
    expect(gatewaysFinding(effect([pending]), 4_999).tone).toBe('info');
    expect(gatewaysFinding(effect([pending]), 5_000).tone).toBe('warning');
    expect(gatewaysFinding(effect([refusing]), 0).tone).toBe('warning');
  });

  it('that were started after the toggle, or name no time, say nothing about how long it took', () => {
    const words = '1 of 1 gateway confirmed.';
    for (const at of ['2026-11-21T10:00:00Z', '2026-11-21T09:00:00.500Z', 'soon', null, undefined])
      expect(gatewaysFinding(effect([gateway('eu-1', { confirmed_at: at ?? null })])).text).toBe(words);
    expect(gatewaysFinding(effect([gateway('eu-1')], { changed_at: null })).text).toBe(words);
    const later = gateway('eu-1', { confirmed_at: '2026-11-21T09:00:03.250Z' });
    expect(gatewaysFinding(effect([later])).text).toBe('1 of 1 gateway confirmed in 2.3 s.');
  });

  it('have settled when none of them may still change', () => {
    expect(isSettled(effect([gateway('eu-1'), refusing, gone]))).toBe(true);
    expect(isSettled(effect([gateway('eu-1'), pending]))).toBe(false);
    expect(hasGateways(effect([gone]))).toBe(false);
    expect(hasGateways(effect([pending]))).toBe(true);
  });

  it('confirmed at the moment of the last of them', () => {
    expect(confirmedAt(effect([gateway('eu-1')]))).toBe(Date.parse('2026-11-21T09:00:01.120Z'));
    expect(confirmedAt(effect([gateway('eu-1'), pending]))).toBeNull();
    expect(confirmedAt(effect([]))).toBeNull();
  });

  it('are each told in words with the time at which they were last seen', () => {
    expect([gateway('eu-1'), pending, refusing, gone].map((one) => one && gatewayWords(one))).toEqual([
      null,
      'not confirmed yet, last seen 09:00:02 UTC',
      'silent since 09:00:02 UTC; it refuses all calls by itself',
      'stopped, last seen 09:00:02 UTC',
    ]);
    expect(gatewayWords(gateway('eu-1', { state: 'refusing', last_seen_at: 'soon' }))).toBe(
      'silent; it refuses all calls by itself',
    );
  });
});

describe('calls that leaked', () => {
  it('are counted, and an incomplete count says so', () => {
    const of = (items: SwitchEffect['leaked']['items'], complete: boolean, gateways = [gateway('eu-1')]) =>
      leakedFinding(effect(gateways, { leaked: { items, complete } }));
    expect(of([], true)).toEqual({ tone: 'success', text: 'No call was allowed after the engage.' });
    expect(of([], true, pending ? [pending] : []).tone).toBe('info');
    expect(of([], false).tone).toBe('warning');
    expect(of([leak], true).text).toBe('1 call was allowed after the engage, before every gateway knew.');
    expect(of([leak, leak], false).text).toBe(
      '2 calls were allowed after the engage, before every gateway knew. There may be more.',
    );
  });
});

it('in a text without the page, each finding has its own line', () => {
  const calls = { allowed: 1, denied: 2_140 };
  expect(effectFindings(effect([gateway('eu-1'), refusing], { calls }))).toEqual([
    { tone: 'warning', text: '1 of 2 gateways confirmed.' },
    {
      tone: 'warning',
      text: 'Gateway refusing: silent since 09:00:02 UTC; it refuses all calls by itself.',
    },
    { tone: 'danger', text: '1 call allowed and 2,140 refused by gateways that knew of it.' },
    { tone: 'success', text: 'No call was allowed after the engage.' },
  ]);
});
