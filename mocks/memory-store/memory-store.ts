import { StoreUnavailable, type Store, type Transaction } from '../../core/ports/store';
import { createQueue } from '../store';
import { hearOf, withHost } from './memory-hosts';
import { newTenant, type MemoryData, type TenantData } from './memory-data';
import { keyOf, readMemory } from './memory-reading';

export interface MemoryStoreOptions {
  /** The data, which may be replaced by newer data between two transactions. */
  data: () => MemoryData;
  /** ms since the epoch. */
  clock: () => number;
  newId: () => string;
  /** Called after a toggle was committed. */
  toggled?: () => void;
}

/** What a transaction has done until now. */
interface Course {
  /** How to take each change back, the oldest first. */
  undo: (() => void)[];
  failed: Error | null;
  ended: boolean;
  toggled: boolean;
}

/** A store that keeps everything in memory. Its transactions run one after the other. */
export function createMemoryStore({ data, clock, newId, toggled }: MemoryStoreOptions): Store {
  const oneByOne = createQueue();
  const find = (idOrName: string) =>
    data().tenants.find(({ tenant }) => tenant.id === idOrName || tenant.name === idOrName);
  const own = (tenantId: string) => {
    const found = data().tenants.find(({ tenant }) => tenant.id === tenantId);
    if (!found) throw new StoreUnavailable(`There is no tenant ${tenantId}`);
    return found;
  };
  return {
    tenants: async () => data().tenants.map(({ tenant }) => tenant),
    findTenant: async (idOrName) => find(idOrName)?.tenant ?? null,
    addTenant: async (tenant) => {
      if (find(tenant.id) ?? find(tenant.name)) throw new Error(`There is a tenant ${tenant.name} already`);
      data().tenants.push(newTenant(tenant));
    },
    findSession: async (tokenHash) =>
      data().sessions.find((session) => session.tokenHash === tokenHash && session.expiresAt > clock()) ??
      null,
    read: async (tenantId, work) => {
      // What is changed while it is read is not seen: records are the only list that grows in place.
      const { records, ...rest } = own(tenantId);
      return work(readMemory({ ...data() }, { ...rest, records: [...records] }, clock()));
    },
    transaction: (tenantId, work) =>
      oneByOne(async () => {
        const course: Course = { undo: [], failed: null, ended: false, toggled: false };
        try {
          const result = await work(changeMemory(data(), own(tenantId), clock(), newId, course));
          // Also when the work went on after a change that was refused.
          if (course.failed) throw course.failed;
          if (course.toggled) toggled?.();
          return result;
        } catch (error) {
          for (const step of course.undo.toReversed()) step();
          throw error;
        } finally {
          course.ended = true;
        }
      }),
    hosts: async () => data().tenants.flatMap(({ hosts }) => hosts.filter(({ removed }) => !removed)),
    heardOf: async (heard) => hearOf(data(), heard, clock()),
    isReady: async () => true,
    close: async () => undefined,
  };
}

function changeMemory(
  data: MemoryData,
  own: TenantData,
  now: number,
  newId: () => string,
  course: Course,
): Transaction {
  /** Sets a member, and can set it back. */
  const set = <T extends object, K extends keyof T>(target: T, key: K, value: T[K]) => {
    refuseAfterEnd(course);
    const { [key]: before } = target;
    course.undo.push(() => {
      target[key] = before;
    });
    target[key] = value;
  };
  const putRow = <T extends { id: string }>(rows: T[], row: T): T[] => [
    ...rows.filter(({ id }) => id !== row.id),
    row,
  ];
  return {
    ...readMemory(data, own, now),
    savePerson: async (person) => set(own, 'people', putRow(own.people, person)),
    saveAgent: async (agent) => set(own, 'agents', putRow(own.agents, agent)),
    saveHost: async (host) => set(own, 'hosts', withHost(own.hosts, host)),
    saveSession: async (session) =>
      set(data, 'sessions', [...data.sessions.filter(({ expiresAt }) => expiresAt > now), session]),
    endSession: async (tokenHash) =>
      set(
        data,
        'sessions',
        data.sessions.filter(
          (session) => session.tokenHash !== tokenHash || session.tenantId !== own.tenant.id,
        ),
      ),
    endSessionsOf: async (personId) =>
      set(
        data,
        'sessions',
        data.sessions.filter(
          (session) => session.personId !== personId || session.tenantId !== own.tenant.id,
        ),
      ),
    saveTries: async (email, address, tries) =>
      set(own, 'tries', { ...own.tries, [keyOf(email, address)]: tries }),
    saveRefusals: async (personId, refusals) =>
      set(own, 'refusals', { ...own.refusals, [personId]: refusals }),
    keepAnswer: async (personId, requestId, kept) =>
      set(own, 'keptAnswers', { ...own.keptAnswers, [keyOf(personId, requestId)]: kept }),
    saveSwitch: async (state) => {
      set(own, 'switchState', state);
      course.toggled = true;
    },
    append: async (record) => {
      refuseAfterEnd(course);
      const head = own.records.at(-1);
      const fits =
        record.seq === (head?.seq ?? 0) + 1 && (head === undefined || record.prevHash === head.eventHash);
      if (!fits) {
        course.failed = new Error(`Row ${record.seq} does not follow the chain’s head`);
        throw course.failed;
      }
      own.records.push(record);
      course.undo.push(() => own.records.pop());
    },
    saveEffectEpoch: async (epoch) => set(own, 'effectEpoch', epoch),
    saveFrontier: async (frontier) => set(own, 'frontier', frontier),
    enqueue: async (body) => {
      const message = { id: newId(), tenantId: own.tenant.id, body, createdAt: now, tries: 0, dueAt: now };
      set(data, 'outbox', [...data.outbox, message]);
    },
  };
}

function refuseAfterEnd({ ended }: Course): void {
  if (ended) throw new Error('The transaction has ended');
}
