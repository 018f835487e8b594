import type { AuditRecord } from '../../core/ports/records';
import type { Reading, Store } from '../../core/ports/store';
import { dataOf } from '../db';
import { tenants } from '../seeds/personas';
import type { Service } from './misbehave';

const ALL = { limit: Number.MAX_SAFE_INTEGER, offset: 0 };

/**
 * A store whose readings differ from what is stored: rows are not visible yet, rows of another tenant are, or the switch is read
 * from a replica that lags. Transactions see the truth.
 */
export function distort(store: Store, service: Pick<Service, 'db' | 'now' | 'readsReplica'>): Store {
  const { db } = service;
  return {
    ...store,
    read: (tenantId, work) => store.read(tenantId, (reading) => work(distortReading(reading, service))),
    transaction: (tenantId, work) =>
      store.transaction(tenantId, (tx) =>
        work({
          ...tx,
          async saveSwitch(state) {
            db.distortions.replicas[tenantId] = { state: await tx.switchState(), toggledAt: tx.now };
            await tx.saveSwitch(state);
          },
        }),
      ),
  };
}

function distortReading(
  reading: Reading,
  { db, now, readsReplica }: Pick<Service, 'db' | 'now' | 'readsReplica'>,
): Reading {
  const { hiddenUntil, leaked, replicas } = db.distortions;
  const isHidden = ({ id }: AuditRecord) => (hiddenUntil[id] ?? 0) > now;
  const leaks = reading.tenant.id === tenants.acme.id && leaked.length > 0;
  return {
    ...reading,
    switchState: async () =>
      (readsReplica ? replicas[reading.tenant.id]?.state : undefined) ?? (await reading.switchState()),
    async auditPage(query) {
      if (!leaks && !Object.keys(hiddenUntil).length) return reading.auditPage(query);
      const own = (await reading.auditPage({ ...query, ...ALL })).records;
      const foreign = leaks
        ? dataOf(db, tenants.globex.id).records.filter(({ id }) => leaked.includes(id))
        : [];
      const found = [...own, ...foreign.filter((record) => isAskedFor(record, query))]
        .filter((record) => !isHidden(record))
        .toSorted((a, b) => b.timestamp - a.timestamp || b.seq - a.seq);
      const { offset, limit } = query;
      return { total: found.length, records: found.slice(offset, offset + limit) };
    },
    // While a row is not visible yet, verification ends at the row before it.
    async auditAfter(seq, limit) {
      const records = await reading.auditAfter(seq, limit);
      const hidden = records.findIndex(isHidden);
      return hidden < 0 ? records : records.slice(0, hidden);
    },
  };
}

function isAskedFor(record: AuditRecord, query: Parameters<Reading['auditPage']>[0]): boolean {
  return (['action', 'agentId', 'decision'] as const).every(
    (name) => query[name] === undefined || query[name] === record[name],
  );
}
