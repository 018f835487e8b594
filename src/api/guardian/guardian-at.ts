import { urlPart } from '../http/connection';

/** Whose Guardian: that of the tenant's only host, or, where there are several, of the host with this name. */
export type GuardianAt = { tenantId: string; host: string | null };

/** A path of the API, asked for this host. With one host it is the path itself. */
export function pathAt(path: string, { host }: Pick<GuardianAt, 'host'>): string {
  return host === null ? path : `${path}${path.includes('?') ? '&' : '?'}host=${urlPart(host)}`;
}
