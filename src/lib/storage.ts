/** A place where text is kept. Nothing here throws: a storage that is full, blocked or missing keeps nothing. */
export type SafeStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The tab's own storage. It ends with the tab. */
export const tabStorage = makeSafe(() => window.sessionStorage);

/** The browser's storage. It outlives the tab and is shared by all tabs of this site. */
export const browserStorage = makeSafe(() => window.localStorage);

// Reading the property can itself throw, so it is read each time.
function makeSafe(storage: () => Storage): SafeStorage {
  return {
    getItem: (key) => guarded(() => storage().getItem(key)),
    setItem: (key, text) => void guarded(() => storage().setItem(key, text)),
    removeItem: (key) => void guarded(() => storage().removeItem(key)),
  };
}

/** The result of an operation that a browser may refuse; null when it throws. */
export function guarded<T>(operation: () => T): T | null {
  try {
    return operation();
  } catch {
    return null;
  }
}
