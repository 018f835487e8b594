import type { AgentName } from '../agents/fleet';
import { isLooping, newTally, type Mark } from '../agents/tally';
import { dataOf, sessionInJar, type Db } from '../db';
import { tenants } from '../seeds/personas';
import type { Store } from '../store';

/** What is shown of the agents of one tenant. */
export interface Shown {
  /** Dollars. */
  paid: number;
  /** Gateways that refuse now. */
  refusing: number;
  /** Calls refused since the newest toggle, as the gateways reported them. */
  refused: number;
  /** The billing agent repeats its refunds. */
  loops: boolean;
  marks: Record<AgentName, readonly Mark[]>;
}

export interface TrafficWatch {
  /** The same store; whatever is saved in it is seen from then on, and passed on. */
  follow(store: Store, onSave: (db: Db) => void): Store;
  see(db: Db): void;
  read(): Shown;
  subscribe(onChange: () => void): () => void;
}

/** What became of the agents' calls, taken from each save of the state, so that it costs no request. */
export function createTrafficWatch(): TrafficWatch {
  const listeners = new Set<() => void>();
  let shown: Shown = { ...newTally(), refused: 0, loops: false };
  const see = (db: Db) => {
    const next = look(db);
    if (JSON.stringify(next) === JSON.stringify(shown)) return;
    shown = next;
    for (const tell of listeners) tell();
  };
  return {
    see,
    follow: (store, onSave) => ({
      ...store,
      save(db) {
        store.save(db);
        see(db);
        onSave(db);
      },
    }),
    read: () => shown,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function look(db: Db): Shown {
  const tenantId = tenantInUse(db);
  const { epoch } = dataOf(db, tenantId).switchState;
  const refused = db.data.gateways
    .flatMap(({ calls }) => calls)
    .filter((calls) => calls.tenantId === tenantId && calls.epoch === epoch)
    .reduce((sum, { denied }) => sum + denied, 0);
  const tally = db.traffic.tallies[tenantId] ?? newTally();
  return { ...tally, refused, loops: isLooping(db.traffic) };
}

/** The tenant of the person who is signed in; before anybody is, the first one. */
function tenantInUse(db: Db): string {
  return sessionInJar(db)?.tenantId ?? tenants.acme.id;
}
