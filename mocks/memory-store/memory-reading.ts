import { FORGET_GATEWAY_MS } from '../../core/ports/gateways';
import type { AuditRecord } from '../../core/ports/records';
import type { AuditQuery, Reading } from '../../core/ports/store';
import type { MemoryData, TenantData } from './memory-data';

export const keyOf = (...parts: string[]) => JSON.stringify(parts);

function finds(query: AuditQuery, record: AuditRecord): boolean {
  return (['action', 'agentId', 'decision'] as const).every(
    (name) => query[name] === undefined || query[name] === record[name],
  );
}

/** One tenant's data at `now` (ms). */
export function readMemory(data: MemoryData, own: TenantData, now: number): Reading {
  const tenantId = own.tenant.id;
  return {
    tenant: own.tenant,
    now,
    person: async (id) => own.people.find((person) => person.id === id) ?? null,
    personByEmail: async (email) => own.people.find((person) => person.email === email) ?? null,
    people: async () => [...own.people],
    agents: async () => [...own.agents],
    hosts: async () => own.hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    session: async (tokenHash) =>
      data.sessions.find((session) => session.tokenHash === tokenHash && session.tenantId === tenantId) ??
      null,
    tries: async (email, address) => own.tries[keyOf(email, address)] ?? { count: 0, lockedUntil: 0 },
    refusals: async (personId) => own.refusals[personId] ?? { count: 0, recordedAt: 0 },
    keptAnswer: async (personId, requestId) => own.keptAnswers[keyOf(personId, requestId)] ?? null,
    switchState: async () => own.switchState,
    head: async () => {
      const last = own.records.at(-1);
      return last ? { seq: last.seq, eventHash: last.eventHash, timestamp: last.timestamp } : null;
    },
    auditPage: async (query) => {
      const found = own.records.filter((record) => finds(query, record));
      const records = found.toReversed().slice(query.offset, query.offset + query.limit);
      return { total: found.length, records };
    },
    auditAfter: async (seq, limit) => own.records.slice(seq, seq + limit),
    gateways: async () =>
      data.gateways
        .filter(({ lastSeenAt }) => now - lastSeenAt <= FORGET_GATEWAY_MS)
        .map(({ epochs, calls: _calls, ...gateway }) => ({
          ...gateway,
          epoch: epochs[tenantId]?.epoch ?? 0,
          confirmedAt: epochs[tenantId]?.confirmedAt ?? null,
        })),
    calls: async (epoch) => {
      const found = data.gateways
        .flatMap(({ calls }) => calls)
        .filter((calls) => calls.tenantId === tenantId && calls.epoch === epoch);
      const sum = (items: typeof found, key: 'allowed' | 'denied') =>
        items.reduce((total, item) => total + item[key], 0);
      const times = found.flatMap(({ lastAllowedAt }) => lastAllowedAt ?? []);
      return {
        allowed: sum(found, 'allowed'),
        denied: sum(found, 'denied'),
        lastAllowedAt: times.length > 0 ? Math.max(...times) : null,
        byAgent: [...new Set(found.map(({ agent }) => agent))].toSorted().map((agent) => {
          const theirs = found.filter((item) => item.agent === agent);
          return { agent, allowed: sum(theirs, 'allowed'), denied: sum(theirs, 'denied') };
        }),
      };
    },
    leakedCalls: async (epoch) => own.leaked[epoch] ?? { items: [], complete: true },
    effectEpoch: async () => own.effectEpoch,
    frontier: async () => own.frontier,
  };
}
