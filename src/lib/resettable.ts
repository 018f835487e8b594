import type { StoreApi } from 'zustand';

const resets = new Set<() => void>();

/** Registers a store, so that each test begins with its initial state: `resettable(create(…))`. */
export function resettable<T, Store>(
  store: Store & Pick<StoreApi<T>, 'setState' | 'getInitialState'>,
): Store {
  resetWith(() => store.setState(store.getInitialState(), true));
  return store;
}

/** Registers how a module resets what it keeps outside of a store. */
export function resetWith(reset: () => void): void {
  resets.add(reset);
}

/** Resets every store to its initial state. src/testing/setup.ts calls it after each test. */
export function resetStores(): void {
  for (const reset of resets) reset();
}
