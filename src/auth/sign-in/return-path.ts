import { tabStorage } from '../../lib/storage';

const KEY = 'ksc.return';

/**
 * True for a path of this app: one leading slash, no scheme, no host, and no backslash, which a browser would read as a
 * slash.
 */
export function isAppPath(path: string): boolean {
  return /^\/(?!\/)[^\\\s]*$/.test(path);
}

/** Remembers the person's page before a sign-in that leaves the console (SSO). */
export function rememberPath(path: string) {
  tabStorage.setItem(KEY, path);
}

/** Returns the remembered path once, and only if it is a path of this app. */
export function takePath(): string | null {
  const path = tabStorage.getItem(KEY);
  tabStorage.removeItem(KEY);
  return path && isAppPath(path) ? path : null;
}
