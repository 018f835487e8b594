import type { ServerResponse } from 'node:http';
import { RETRY_AFTER, STATUS_OF, type GatewayError } from '../../core/gateway/call-answers';

/** What every answer has beside Node's own Date. */
export function commonHeaders(requestId: string): string[] {
  return ['X-Request-ID', requestId, 'Cache-Control', 'no-store'];
}

/** Answers with an envelope, unless the answer has begun or the caller has gone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  requestId: string,
  body: unknown,
  more: string[] = [],
) {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  const headers = commonHeaders(requestId);
  headers.push(
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(text)),
    ...more,
  );
  response.writeHead(status, headers).end(text);
}

export function sendError(
  response: ServerResponse,
  requestId: string,
  error: GatewayError,
  {
    data = null,
    headers = [],
    status = STATUS_OF[error],
  }: { data?: unknown; headers?: string[]; status?: number } = {},
) {
  const wait = RETRY_AFTER[error];
  const all = wait === undefined ? headers : ['Retry-After', wait, ...headers];
  sendJson(response, status, requestId, { success: false, data, error, meta: null }, all);
}
