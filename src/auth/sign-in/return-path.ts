import { tabStorage } from '../../lib/storage';

const KEY = 'ksc.return';

/** True for a path of this app: one leading slash, no scheme, no host, no backslash that a browser reads as a slash. */
export function isAppPath(path: string): boolean {
  return /^\/(?!\/)[^\\\s]*$/.test(path);
}

/** Remembers where the person was before a sign-in that leaves the page (SSO). */
export function rememberPath(path: string) {
  tabStorage.setItem(KEY, path);
}

/** The remembered path, once, and only if it is one of this app. */
export function takePath(): string | null {
  const path = tabStorage.getItem(KEY);
  tabStorage.removeItem(KEY);
  return path && isAppPath(path) ? path : null;
}
