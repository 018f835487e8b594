/**
 * Every path that belongs to the API, wherever the console is served beside it. An unknown path under one of them is 404 in
 * JSON, and never the console's page.
 */
const API_PREFIXES = [
  '/auth',
  '/decision',
  '/audit',
  '/guardian',
  '/control',
  '/execute',
  '/authz',
  '/healthz',
  '/readyz',
  '/metrics',
] as const;

const names = API_PREFIXES.join('|');

/** A path of the API, with or without its query. */
export const API_PATH = new RegExp(`^(?:${names})(?:[/?]|$)`);

/** The part of a path that begins with a prefix of the API, when the console is served under a prefix of its own. */
const WITHIN = new RegExp(`^.*?((?:${names})(?:/.*)?)$`, 's');

/** The path as in the contract, without the prefix that the console is served under; null for a path outside of the API. */
export function pathWithinApi(pathname: string): string | null {
  return WITHIN.exec(pathname)?.[1] ?? null;
}
