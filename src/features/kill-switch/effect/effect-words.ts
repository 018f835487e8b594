import type { Finding } from '../../../action/finding';
import type { EffectGateway, SwitchEffect } from '../../../api/effect';
import { parseTimestamp } from '../../../lib/time';

/** Every gateway must have the newest state within this time. */
const BOUND_MS = 5_000;
/** A gateway that confirmed later than this after the toggle was started later: that says nothing about the toggle. */
const STARTED_LATER_MS = 15_000;

export const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** Nothing about this toggle can change any more: each gateway has confirmed it, refuses by itself, or has stopped. */
export function isSettled({ gateways }: SwitchEffect): boolean {
  return gateways.every(({ state }) => state !== 'pending');
}

/** The gateways that run, and how many of them decide by the newest toggle. */
function running({ gateways }: SwitchEffect) {
  const all = gateways.filter(({ state }) => state !== 'gone');
  return { all, confirmed: all.filter(({ state }) => state === 'confirmed') };
}

export function hasGateways(effect: SwitchEffect): boolean {
  return running(effect).all.length > 0;
}

/** How long after the toggle the last gateway confirmed it, ms, both by the server's clock; null when that is not known. */
function confirmedIn(effect: SwitchEffect): number | null {
  const from = parseTimestamp(effect.changed_at);
  const times = running(effect).confirmed.map(({ confirmed_at: at }) => parseTimestamp(at));
  if (from === null || times.includes(null)) return null;
  const ms = Math.max(...times.map((at) => (at ?? 0) - from));
  return ms >= 0 && ms < STARTED_LATER_MS ? ms : null;
}

/** When the last gateway confirmed; null while one has not, or when that is not known. */
export function confirmedAt(effect: SwitchEffect): number | null {
  const ms = confirmedIn(effect);
  return ms === null || gatewaysFinding(effect).tone !== 'success'
    ? null
    : (parseTimestamp(effect.changed_at) ?? 0) + ms;
}

/** How many of the gateways have confirmed. A success only when all of them have, and there are some. */
export function gatewaysFinding(effect: SwitchEffect, elapsedMs = Infinity): Finding {
  const { all, confirmed } = running(effect);
  if (all.length === 0)
    return { tone: 'info', text: 'No gateway reports to this server, so no agent’s call can pass.' };
  const words = `${confirmed.length} of ${counted(all.length, 'gateway')} confirmed`;
  if (confirmed.length < all.length) {
    const waits = !isSettled(effect) && elapsedMs < BOUND_MS;
    return { tone: waits ? 'info' : 'warning', text: `${words}.` };
  }
  const ms = confirmedIn(effect);
  return { tone: 'success', text: ms === null ? `${words}.` : `${words} in ${duration(ms)}.` };
}

const duration = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** What is known of a gateway that has not confirmed; null for one that has. */
export function gatewayWords({ state, last_seen_at: seen }: EffectGateway): string | null {
  const at = parseTimestamp(seen);
  const time = at === null ? null : `${new Date(at).toISOString().slice(11, 19)} UTC`;
  switch (state) {
    case 'confirmed':
      return null;
    case 'pending':
      return `not confirmed yet${time ? `, last seen ${time}` : ''}`;
    case 'refusing':
      return `silent${time ? ` since ${time}` : ''}; it refuses all calls by itself`;
    case 'gone':
      return `stopped${time ? `, last seen ${time}` : ''}`;
  }
}

/** What gateways allowed after an engage, before they knew of it. */
export function leakedFinding(effect: SwitchEffect): Finding {
  const { items, complete } = effect.leaked;
  const { length } = items;
  if (length > 0)
    return {
      tone: 'warning',
      text: `${counted(length, 'call')} ${length === 1 ? 'was' : 'were'} allowed after the engage, before every gateway knew.${complete ? '' : ' There may be more.'}`,
    };
  if (!complete)
    return {
      tone: 'warning',
      text: 'It is not known whether calls were allowed before every gateway knew.',
    };
  return isSettled(effect)
    ? { tone: 'success', text: 'No call was allowed after the engage.' }
    : { tone: 'info', text: 'Not every gateway has reported what it allowed before it knew.' };
}

/** The effect of an engage as findings, for a text that is read without the page. */
export function effectFindings(effect: SwitchEffect): Finding[] {
  const { allowed, denied } = effect.calls;
  const calls = `${counted(allowed, 'call')} allowed and ${denied.toLocaleString('en')} refused by gateways that knew of it.`;
  const others = effect.gateways.flatMap((gateway): Finding[] => {
    const words = gatewayWords(gateway);
    return words === null ? [] : [{ tone: 'warning', text: `Gateway ${gateway.name}: ${words}.` }];
  });
  return [
    gatewaysFinding(effect),
    ...others,
    { tone: allowed > 0 ? 'danger' : 'success', text: calls },
    leakedFinding(effect),
  ];
}
