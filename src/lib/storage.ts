/** The browser's storage where it is allowed; null where it is blocked. Reading the property can itself throw. */
export function tabStorage(): Storage | null {
  return guarded(() => window.sessionStorage);
}

export function browserStorage(): Storage | null {
  return guarded(() => window.localStorage);
}

/** Runs a storage operation; a full or blocked storage is the same as none. */
export function guarded<T>(operation: () => T): T | null {
  try {
    return operation();
  } catch {
    return null;
  }
}
