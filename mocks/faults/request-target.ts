import type { paths } from '../../core/contract/contract';
import { pathWithinApi } from '../../core/http/prefixes';
import type { RequestTarget } from './fault-names';

/** The systems that the console asks; agents and their proxies ask `authz`. */
type System = keyof paths extends infer Path
  ? Path extends `/${infer First}/${string}`
    ? Exclude<First, 'authz'>
    : never
  : never;

/**
 * For each system, the fault target of its readings and that of all its other requests. A new system of the contract needs
 * its line here.
 */
const targets: Record<System, readonly [reading: RequestTarget, action: RequestTarget]> = {
  auth: ['auth', 'auth'],
  decision: ['status', 'toggle'],
  audit: ['history', 'history'],
  guardian: ['guardian', 'guardian-action'],
  control: ['control', 'control'],
};

/** A path as in the contract, without the prefix that the console is served under; a path outside of the API is returned unchanged. */
export function apiPath(pathname: string): string {
  return pathWithinApi(pathname) ?? pathname;
}

/** The fault target of a request. `path` is one of the API. */
export function targetOf(method: string, path: string): RequestTarget {
  const found = Object.entries(targets).find(([system]) => path.startsWith(`/${system}/`));
  if (!found) throw new Error(`${path} is no path of the API.`);
  const [reading, action] = found[1];
  return method === 'GET' || method === 'HEAD' ? reading : action;
}
