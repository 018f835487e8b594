import type { PersistStorage } from 'zustand/middleware';
import type { Keeper } from '../lib/storage';

/** Where `persist` keeps the state of a store, as JSON. Where there is nothing to keep, nothing is left behind. */
export function keptIn<State extends object>(keeper: Keeper): PersistStorage<State> {
  return {
    // What is no JSON throws, and `persist` then goes on with the initial state.
    getItem: (name) => JSON.parse(keeper.getItem(name) ?? 'null'),
    setItem: (name, kept) =>
      Object.keys(kept.state).length === 0
        ? keeper.removeItem(name)
        : keeper.setItem(name, JSON.stringify(kept)),
    removeItem: (name) => keeper.removeItem(name),
  };
}
