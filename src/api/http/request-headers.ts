import { bearerOf, currentConnection, urlPart } from './connection';

export type Headed = {
  body?: unknown;
  /** The X-Tenant-ID header; by default the tenant of the connection. */
  tenantId?: string | undefined;
  /** Headers in addition to the usual ones. */
  headers?: Record<string, string>;
  /** Sends no bearer token; a 401 says nothing about the session. */
  anonymous?: boolean;
};

/** The headers of every request: the accepted format, the session, and the request id. */
export function headersOf(options: Headed, requestId: string): Record<string, string> {
  const connection = currentConnection();
  const bearer = options.anonymous ? null : bearerOf(connection);
  const tenantId = options.tenantId ?? connection?.tenantId;
  return {
    Accept: 'application/json',
    'X-Request-ID': requestId,
    // Encoded, because fetch throws for a header outside Latin-1, and that would look like an unreachable server.
    ...(tenantId ? { 'X-Tenant-ID': urlPart(tenantId) } : {}),
    ...(bearer ? { Authorization: bearer } : {}),
    ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...options.headers,
  };
}
