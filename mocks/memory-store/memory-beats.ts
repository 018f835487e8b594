import { FORGET_GATEWAY_MS, type BeatAnswer, type BeatReport } from '../../core/ports/gateways';
import type { Beats } from '../../core/ports/store';
import { forgetFuture } from './memory-hosts';
import { knownSwitch, type MemoryData, type MemoryGateway } from './memory-data';

/** The gateways' part of the store in memory. Without `onToggle` nobody is called: a gateway beats every second anyway. */
export function createMemoryBeats(
  data: () => MemoryData,
  clock: () => number,
  onToggle: Beats['onToggle'] = () => () => undefined,
): Beats {
  return {
    async beat(report) {
      return takeBeat(data(), report, clock());
    },
    async leave(gatewayId) {
      const found = data().gateways.find(({ id }) => id === gatewayId);
      if (found) found.gone = true;
    },
    onToggle,
    close: async () => undefined,
  };
}

/** One beat at `now` (ms): what the gateway reports is kept, and then it is told what it asks for. */
export function takeBeat(data: MemoryData, report: BeatReport, now: number): BeatAnswer {
  takeIn(data, report, now);
  forgetFuture(data, now);
  return readSwitches(data, now, forget(data, now));
}

/** The names of those that were silent for too long. They are told once: nobody says more of one that is gone. */
function forget({ gateways }: MemoryData, now: number): string[] {
  const silent = gateways.filter((one) => !one.gone && one.lastSeenAt < now - FORGET_GATEWAY_MS);
  for (const one of silent) one.gone = true;
  return silent.map(({ name }) => name);
}

/** What a gateway is told at `now` (ms). */
export function readSwitches({ tenants }: MemoryData, now: number, forgotten: string[] = []): BeatAnswer {
  return {
    now,
    forgotten,
    switches: tenants.map(knownSwitch),
    agents: tenants.flatMap(({ agents }) =>
      agents
        .filter(({ revoked }) => !revoked)
        .map(({ keyHash, tenantId, name, host }) => ({ keyHash, tenantId, name, host })),
    ),
    hosts: tenants.flatMap(({ hosts }) =>
      hosts
        .filter(({ removed }) => !removed)
        .map(({ tenantId, name, mode, since, lastSeenAt }) => ({ tenantId, name, mode, since, lastSeenAt })),
    ),
  };
}

function takeIn(data: MemoryData, report: BeatReport, now: number): void {
  const { id, name } = report.gateway;
  const known = data.gateways.find((gateway) => gateway.id === id);
  const gateway: MemoryGateway = known ?? { id, name, lastSeenAt: now, gone: false, epochs: {}, calls: [] };
  if (!known) data.gateways.push(gateway);
  gateway.lastSeenAt = now;
  gateway.gone = false;
  for (const { tenantId, epoch } of report.epochs)
    if ((gateway.epochs[tenantId]?.epoch ?? 0) < epoch)
      gateway.epochs[tenantId] = { epoch, confirmedAt: now };
  // Totals since the gateway booted: newer ones replace older ones.
  for (const calls of report.calls) {
    const isSame = (other: typeof calls) =>
      other.tenantId === calls.tenantId && other.epoch === calls.epoch && other.agent === calls.agent;
    const before = gateway.calls.find(isSame);
    // A report that comes late tells of less: totals only grow.
    if (before && before.allowed + before.denied > calls.allowed + calls.denied) continue;
    gateway.calls = [...gateway.calls.filter((other) => !isSame(other)), calls];
  }
  for (const { tenantId, epoch, items, complete } of report.leaked) {
    const own = data.tenants.find(({ tenant }) => tenant.id === tenantId);
    if (!own) continue;
    const before = own.leaked[epoch] ?? { items: [], complete: true };
    const isNew = (item: (typeof items)[number]) =>
      before.items.every(({ requestId, gateway: by }) => requestId !== item.requestId || by !== item.gateway);
    own.leaked[epoch] = {
      items: [...before.items, ...items.filter(isNew)],
      complete: before.complete && complete,
    };
  }
}
