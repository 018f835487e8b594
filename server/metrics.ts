import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { isSilent } from '../core/hosts/judge-host';
import { gatewayState } from '../core/kill-switch/effect';
import type { ApiEvent } from '../core/ports/ports';
import type { Store } from '../core/ports/store';

export interface Metrics {
  observe(event: ApiEvent): void;
  /** A message of the webhook was delivered, is to be tried again, or was given up. */
  webhook(outcome: 'delivered' | 'postponed' | 'given_up'): void;
  /** In the text format of Prometheus. */
  read(): Promise<string>;
}

interface MetricsOptions {
  store: Store;
  gateway: { isReady(): boolean; decisions(): Readonly<Record<string, number>> };
  leaseMs: number;
}

/** Counts what happens, and reads the switches and the gateways when it is asked. */
export function createMetrics({ store, gateway, leaseMs }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `kill_switch_${name}`, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `kill_switch_${name}`, help, labelNames, registers });

  const answers = counter('answers_total', 'Answers to people, by call and status.', [
    'method',
    'route',
    'status',
  ]);
  const toggles = counter('toggles_total', 'Toggles that this process carried out.', ['tenant', 'to']);
  const refused = counter('refused_toggles_total', 'Toggles that were refused to a signed-in person.', [
    'status',
  ]);
  const locked = counter('locked_sign_ins_total', 'Locks after six wrong passwords.', []);
  const failed = counter('failures_total', 'Requests that failed because of a bug.', []);
  const webhook = counter('webhook_messages_total', 'What came of a message for the webhook.', ['outcome']);
  const up = gauge('store_up', 'Whether the store could be written when this was read.', []);
  const engaged = gauge('engaged', 'Whether the switch of the tenant is engaged.', ['tenant']);
  const epoch = gauge('epoch', 'How often the switch of the tenant was toggled.', ['tenant']);
  const lease = gauge(
    'gateway_lease_held',
    'Whether the gateway of this process may hand calls over now.',
    [],
  );
  const calls = counter(
    'gateway_calls_total',
    'What the gateway of this process answered to agents, by code.',
    ['code'],
  );
  const gateways = gauge(
    'gateways',
    'Gateways of the last 24 hours, by what they do with the calls of the tenant.',
    ['tenant', 'state'],
  );
  const hosts = gauge('hosts', 'Hosts of the tenant, by their mode; silent ones have none.', [
    'tenant',
    'mode',
  ]);
  const hostSeen = gauge('host_seen_seconds_ago', 'When the Guardian of the host was last heard of.', [
    'tenant',
    'host',
  ]);

  return {
    observe(event) {
      switch (event.kind) {
        case 'answered':
          return answers.inc({ method: event.method, route: event.route, status: event.status });
        case 'toggled':
          return toggles.inc({ tenant: event.tenantId, to: event.engaged ? 'engaged' : 'disengaged' });
        case 'refused-toggle':
          return refused.inc({ status: event.status });
        case 'locked-sign-in':
          return locked.inc();
        case 'failed':
          return failed.inc();
      }
    },
    webhook: (outcome) => webhook.inc({ outcome }),
    async read() {
      up.set((await store.isReady().catch(() => false)) ? 1 : 0);
      lease.set(gateway.isReady() ? 1 : 0);
      calls.reset();
      for (const [code, count] of Object.entries(gateway.decisions())) calls.inc({ code }, count);
      engaged.reset();
      epoch.reset();
      gateways.reset();
      hosts.reset();
      hostSeen.reset();
      // A store that is away has no state to tell: an old value here would be a lie.
      await readSwitches().catch(() => up.set(0));
      return registry.metrics();
    },
  };

  async function readSwitches() {
    for (const { id, name: tenant } of await store.tenants()) {
      await store.read(id, async (reading) => {
        const state = await reading.switchState();
        engaged.set({ tenant }, state.engaged ? 1 : 0);
        epoch.set({ tenant }, state.epoch);
        for (const record of await reading.gateways()) {
          gateways.inc({ tenant, state: gatewayState(record, state.epoch, { now: reading.now, leaseMs }) });
        }
        for (const { name: host, mode, lastSeenAt, removed } of await reading.hosts()) {
          if (removed) continue;
          const silentMs = lastSeenAt === null ? Infinity : reading.now - lastSeenAt;
          const shown = isSilent(silentMs) ? 'silent' : (mode?.toLowerCase() ?? 'unknown');
          hosts.inc({ tenant, mode: shown });
          if (lastSeenAt !== null) hostSeen.set({ tenant, host }, Math.max(0, silentMs) / 1_000);
        }
      });
    }
  }
}
