import type { World } from '../agents/gateway';
import { worldOf } from '../agents/world';
import { sessionInJar, type Db } from '../db';
import { tenants } from '../seeds/personas';
import type { Store } from '../store';

export interface WorldWatch {
  /** The same store; whatever is saved in it is seen from then on, and passed on. */
  follow(store: Store, onSave: (db: Db) => void): Store;
  see(db: Db): void;
  read(): World;
  subscribe(onChange: () => void): () => void;
}

/**
 * What the gateways can know, taken from each save of the state. So the agents send no request and take no lock: the console
 * under test is alone with its server.
 */
export function createWorldWatch(): WorldWatch {
  const listeners = new Set<() => void>();
  let world: World = { engaged: [], safeMode: [] };
  const see = (db: Db) => {
    const next = worldOf(db, tenantInUse(db));
    if (JSON.stringify(next) === JSON.stringify(world)) return;
    world = next;
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
    read: () => world,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** The tenant of the person who is signed in; before anybody is, the first one. */
function tenantInUse(db: Db): string {
  return sessionInJar(db)?.tenantId ?? tenants.acme.id;
}
