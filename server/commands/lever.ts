import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isSettled, shownGateways, type GatewayState } from '../../core/kill-switch/effect';
import { judgeReason } from '../../core/kill-switch/reason';
import { byOf, statusOf } from '../../core/kill-switch/status';
import { toggle } from '../../core/kill-switch/toggle';
import type { SwitchState, Tenant } from '../../core/ports/records';
import type { Store } from '../../core/ports/store';
import { option, type Command, type Given } from './command';
import { EXIT, UsageError, type Result } from './io';
import { operatorOfHost } from './operator-of-host';
import { findTenant } from './tenants';

/** The longest lease that a gateway may have: whoever is silent for longer refuses by itself. */
const LEASE_MS = 4_000;
/** After a toggle, every gateway that answers at all has confirmed it or refuses by itself. */
const CONFIRMED_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 50;

const status: Command = {
  usage: 'status --tenant NAME',
  about: 'Says what the switch is, since when, by whom and why, and what every gateway reports.',
  options: { tenant: option.text },
  run: (given, { withStore }) =>
    withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const { state, gateways } = await look(store, tenant);
      const lines = [sentence(tenant, state), ...gateways.map((one) => `  ${one.name}: ${one.state}`)];
      const json = { tenant: tenant.name, ...statusOf(tenant.id, state), gateways };
      return { code: EXIT.done, text: lines.join('\n'), json };
    }),
};

const lever = (engage: boolean): Command => ({
  usage: `${engage ? 'engage' : 'disengage'} --tenant NAME --reason "WHY" [--confirm]`,
  about: `${engage ? 'Stops every agent of the tenant' : 'Lets the agents of the tenant act again'}. It works without a running
server, and is recorded as done by the account on this host. With --confirm it waits until every gateway has
confirmed it or refuses by itself; exit code 6 when one has not.`,
  options: { tenant: option.text, reason: option.text, confirm: option.flag },
  run(given, { withStore }) {
    const reason = reasonOf(given);
    return withStore(async (store) => {
      const tenant = await findTenant(store, given.need('tenant'));
      const order = {
        engage,
        reason,
        actor: operatorOfHost(),
        requestId: randomUUID(),
        address: null,
        expectedEpoch: null,
        announce: true,
      };
      const { kind, state } = await store.transaction(tenant.id, (tx) => toggle(tx, order, randomUUID));
      const changed = kind === 'changed';
      const text = changed ? sentence(tenant, state) : `Nothing to do. ${sentence(tenant, state)}`;
      const { status: word, epoch } = statusOf(tenant.id, state);
      const [by, at] = [byOf(state), iso(state.changedAt)];
      const base = { tenant: tenant.name, tenant_id: tenant.id, status: word, changed, epoch };
      const json = { ...base, reason: state.reason, by, at };
      return given.flag('confirm')
        ? awaitConfirmation(store, tenant, { text, json })
        : { code: EXIT.done, text, json };
    });
  },
});

export const leverCommands: Record<string, Command> = {
  status,
  engage: lever(true),
  disengage: lever(false),
};

/** Waits until no gateway may still act on an older state. */
async function awaitConfirmation(
  store: Store,
  tenant: Tenant,
  { text, json }: Pick<Result, 'text' | 'json'>,
): Promise<Result> {
  const deadline = performance.now() + CONFIRMED_WITHIN_MS;
  for (;;) {
    const { gateways } = await look(store, tenant);
    const settled = isSettled(gateways.map((one) => one.state));
    if (settled || performance.now() > deadline) {
      const words = settled ? confirmation(gateways) : `Not confirmed by ${namesOf(gateways, 'pending')}.`;
      return {
        code: settled ? EXIT.done : EXIT.notConfirmed,
        text: `${text}\n${words}`,
        json: { ...json, confirmed: settled, gateways },
      };
    }
    await wait(LOOK_AGAIN_MS);
  }
}

type Shown = ReturnType<typeof shownGateways>;

const namesOf = (gateways: Shown, state: GatewayState) =>
  gateways
    .filter((one) => one.state === state)
    .map((one) => one.name)
    .join(', ');

function confirmation(gateways: Shown): string {
  const [confirmed, refusing] = [namesOf(gateways, 'confirmed'), namesOf(gateways, 'refusing')];
  if (confirmed === '' && refusing === '') return 'No gateway runs.';
  return [
    ...(confirmed === '' ? [] : [`Confirmed by ${confirmed}.`]),
    ...(refusing === '' ? [] : [`Silent, and so refusing by themselves: ${refusing}.`]),
  ].join(' ');
}

function look(store: Store, tenant: Tenant) {
  return store.read(tenant.id, async (reading) => {
    const state = await reading.switchState();
    const { epoch, changedAt } = state;
    const gateways = await reading.gateways();
    const facts = { epoch, changedAt, now: reading.now, leaseMs: LEASE_MS, gateways };
    return { state, gateways: shownGateways(facts) };
  });
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function sentence({ name }: Tenant, state: SwitchState): string {
  const word = state.engaged ? 'engaged: its agents are refused' : 'disengaged: its agents may act';
  if (state.changedAt === null) return `${name} is ${word}. Nobody has ever toggled it.`;
  return `${name} is ${word}. Since ${iso(state.changedAt)}, by ${byOf(state)}: ${state.reason}`;
}

function reasonOf(given: Given): string {
  const reason = given.need('reason');
  const fault = judgeReason(reason);
  if (fault === null) return reason;
  throw new UsageError(
    fault === 'reason_too_long'
      ? '--reason must not be longer than 500 characters.'
      : '--reason must not be blank.',
  );
}
