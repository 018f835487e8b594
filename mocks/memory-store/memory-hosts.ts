import { FUTURE_MS, type HeardHost, type HostRecord } from '../../core/ports/hosts';
import type { MemoryData } from './memory-data';

/** The hosts with this one among them. What was heard of it stays, unless it has another token. */
export function withHost(hosts: readonly HostRecord[], host: HostRecord): HostRecord[] {
  const others = hosts.filter(({ name }) => name !== host.name);
  const known = hosts.find(({ name, token }) => name === host.name && token === host.token);
  if (!known) return [...others, host];
  const { mode, since, lastSeenAt, containment, platform } = known;
  return [...others, { ...host, mode, since, lastSeenAt, containment, platform }];
}

/** Takes in what was heard of hosts until `now` (ms). */
export function hearOf({ tenants }: MemoryData, heard: readonly HeardHost[], now: number): void {
  for (const { tenantId, name, token, ageMs, ...facts } of heard) {
    const own = tenants.find(({ tenant }) => tenant.id === tenantId);
    const host = own?.hosts.find((one) => one.name === name && one.token === token && !one.removed);
    const lastSeenAt = now - Math.max(0, Math.ceil(ageMs()));
    if (!own || !host || (host.lastSeenAt !== null && host.lastSeenAt >= lastSeenAt)) continue;
    own.hosts = own.hosts.map((one) => (one === host ? { ...one, ...facts, lastSeenAt } : one));
  }
}

/** A clock that was set back would keep what was heard before young, and let nothing newer in. */
export function forgetFuture({ tenants }: MemoryData, now: number): void {
  for (const own of tenants)
    own.hosts = own.hosts.map((host) =>
      (host.lastSeenAt ?? 0) > now + FUTURE_MS ? { ...host, mode: null, lastSeenAt: null } : host,
    );
}
