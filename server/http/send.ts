import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { securityHeaders } from '../../scripts/security-headers.mjs';

export type Headers = Record<string, string | string[]>;

const SAFETY = securityHeaders();

/**
 * Sends an answer to a person. A browser repeats a request by itself when a kept-alive connection breaks during it, even a
 * POST: so no connection is used twice, or a lever might be sent twice.
 */
export function send(outgoing: ServerResponse, status: number, headers: Headers, body: Uint8Array | string) {
  outgoing.writeHead(status, {
    ...SAFETY,
    'Cache-Control': 'no-store',
    ...headers,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
}

/** Sends JSON with the request's id, as every answer of the API has it. */
export function sendJson(outgoing: ServerResponse, status: number, value: unknown, headers: Headers = {}) {
  const id = { 'X-Request-ID': requestIdOf(outgoing.req) };
  send(outgoing, status, { 'Content-Type': 'application/json', ...id, ...headers }, JSON.stringify(value));
}

/** A refusal before any rule of core was asked, in the words of the running Aegis. */
export function refuse(outgoing: ServerResponse, status: number, error: string, headers: Headers = {}) {
  sendJson(outgoing, status, { success: false, error, meta: { code: status } }, headers);
}

function requestIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\x21-\x7e]{1,128}$/.test(sent) ? sent : randomUUID();
}
