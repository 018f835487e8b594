import type { PersistStorage } from 'zustand/middleware';
import type { SafeStorage } from '../lib/storage';

/** Storage for `persist` that keeps the state of a store as JSON. An empty state leaves no entry behind. */
export function keptIn<State extends object>(storage: SafeStorage): PersistStorage<State> {
  return {
    // Text that is not JSON throws, and `persist` then continues with the initial state.
    getItem: (name) => JSON.parse(storage.getItem(name) ?? 'null'),
    setItem: (name, kept) =>
      Object.keys(kept.state).length === 0
        ? storage.removeItem(name)
        : storage.setItem(name, JSON.stringify(kept)),
    removeItem: (name) => storage.removeItem(name),
  };
}
