import type { PersistStorage } from 'zustand/middleware';
import type { Keeper } from '../lib/storage';

/** Storage for `persist` that keeps the state of a store as JSON. An empty state leaves no entry behind. */
export function keptIn<State extends object>(keeper: Keeper): PersistStorage<State> {
  return {
    // Text that is not JSON throws, and `persist` then continues with the initial state.
    getItem: (name) => JSON.parse(keeper.getItem(name) ?? 'null'),
    setItem: (name, kept) =>
      Object.keys(kept.state).length === 0
        ? keeper.removeItem(name)
        : keeper.setItem(name, JSON.stringify(kept)),
    removeItem: (name) => keeper.removeItem(name),
  };
}
