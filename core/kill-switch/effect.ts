import type { GatewayRecord, KnownCalls, LeakedCall } from '../ports/gateways';

/** How long after a toggle its effect is written down, even if a gateway has not confirmed. */
const RECORDED_AFTER_MS = 10_000;
/** A gateway that has been silent for its lease and this long refuses by itself. */
const MARGIN_MS = 1_000;

export type GatewayState = 'confirmed' | 'pending' | 'refusing' | 'gone';

/** What a gateway does with this tenant's calls under `epoch`, by its newest beat. */
export function gatewayState(
  { gone, lastSeenAt, epoch: reported }: GatewayRecord,
  epoch: number,
  { now, leaseMs }: { now: number; leaseMs: number },
): GatewayState {
  if (gone) return 'gone';
  if (now - lastSeenAt > leaseMs + MARGIN_MS) return 'refusing';
  return reported >= epoch ? 'confirmed' : 'pending';
}

/** Nothing about this epoch can change any more: each gateway has confirmed it, refuses by itself, or is gone. */
export const isSettled = (states: readonly GatewayState[]): boolean => !states.includes('pending');

/** Whether the effect of an engage is to be written down now. */
export function isDue(
  states: readonly GatewayState[],
  { changedAt, now }: { changedAt: number; now: number },
): boolean {
  return isSettled(states) || now - changedAt >= RECORDED_AFTER_MS;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export interface EffectFacts {
  epoch: number;
  engaged: boolean;
  changedAt: number | null;
  now: number;
  leaseMs: number;
  gateways: readonly GatewayRecord[];
  calls: KnownCalls;
  leaked: { items: readonly LeakedCall[]; complete: boolean };
}

/**
 * Without the boots of a gateway that it has replaced since: one that said goodbye, or that has been silent for so long that it
 * refuses, when a newer one of the same name has beaten.
 */
function presentGateways(
  gateways: readonly GatewayRecord[],
  epoch: number,
  at: { now: number; leaseMs: number },
): GatewayRecord[] {
  return gateways.filter((gateway) => {
    const replaced = gateways.some(
      ({ id, name, lastSeenAt, gone }) =>
        id !== gateway.id && !gone && name === gateway.name && lastSeenAt >= gateway.lastSeenAt,
    );
    return !replaced || !['gone', 'refusing'].includes(gatewayState(gateway, epoch, at));
  });
}

/** The gateways in the contract's words. */
export function shownGateways({
  gateways,
  epoch,
  now,
  leaseMs,
}: Omit<EffectFacts, 'calls' | 'leaked' | 'engaged'>) {
  return presentGateways(gateways, epoch, { now, leaseMs }).map((gateway) => ({
    id: gateway.id,
    name: gateway.name,
    state: gatewayState(gateway, epoch, { now, leaseMs }),
    epoch: gateway.epoch,
    confirmed_at: gateway.epoch >= epoch ? iso(gateway.confirmedAt) : null,
    last_seen_at: new Date(gateway.lastSeenAt).toISOString(),
  }));
}

/**
 * Whether a gateway fell silent before it told what it had allowed: until its lease ended it may have allowed calls after the
 * engage.
 */
function isOneUntold({ gateways, epoch, changedAt, now, leaseMs }: LeakedFacts): boolean {
  return gateways.some(
    (gateway) =>
      gatewayState(gateway, epoch, { now, leaseMs }) === 'refusing' &&
      gateway.epoch < epoch &&
      gateway.lastSeenAt + leaseMs >= (changedAt ?? 0),
  );
}

type LeakedFacts = Pick<EffectFacts, 'gateways' | 'epoch' | 'changedAt' | 'now' | 'leaseMs' | 'leaked'>;

/** What was still allowed after the engage that began this epoch. */
export function shownLeaked(facts: LeakedFacts) {
  const { items, complete } = facts.leaked;
  return {
    items: items.map(({ requestId, agent, tool, allowedAt, gateway }) => {
      const allowed_at = new Date(allowedAt).toISOString();
      return { request_id: requestId, agent, tool, allowed_at, gateway };
    }),
    complete: complete && !isOneUntold(facts),
  };
}

/** What a toggle has done so far: who has confirmed it, and what was allowed and refused since. */
export function shownEffect(facts: EffectFacts) {
  const { epoch, engaged, changedAt, calls } = facts;
  return {
    epoch,
    status: engaged ? ('engaged' as const) : ('disengaged' as const),
    changed_at: iso(changedAt),
    gateways: shownGateways(facts),
    calls: {
      since: iso(changedAt),
      allowed: calls.allowed,
      denied: calls.denied,
      last_allowed_at: iso(calls.lastAllowedAt),
      by_agent: calls.byAgent.map(({ agent, allowed, denied }) => ({ agent, allowed, denied })),
    },
    leaked: engaged ? shownLeaked(facts) : { items: [], complete: true },
  };
}
