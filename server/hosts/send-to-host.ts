import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface HostRequest {
  /** Origin of the host. */
  url: string;
  method: string;
  path: string;
  /** What stands behind the `?`; empty when there is none. */
  query: string;
  headers: Record<string, string>;
  /** Empty when there is none. */
  body: string;
  /** Until the whole answer is there, in ms. */
  answerMs: number;
  mostBytes: number;
  signal?: AbortSignal;
}

export interface HostAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Why there is no answer. `silent`: nothing was sent. `unanswered`: it was sent, and may have been carried out. `unreadable`: what
 * came is too long, or no HTTP.
 */
export type HostFailure = 'silent' | 'unanswered' | 'unreadable';

const CONNECT_MS = 1_000;

/** Sends one request, once, on a connection of its own, and follows no redirect. Never rejects. */
export function sendToHost(options: HostRequest): Promise<HostAnswer | HostFailure> {
  const { url, method, path, query, headers, body, answerMs, mostBytes, signal } = options;
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const request = secure ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    let connected = false;
    const outgoing = request(target, {
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }) },
      // A connection that was kept open may be one to a Guardian that is gone.
      agent: false,
    });
    const end = (result: HostAnswer | HostFailure) => {
      clearTimeout(connecting);
      clearTimeout(answering);
      signal?.removeEventListener('abort', stop);
      resolve(result);
      outgoing.destroy();
    };
    const lost = () => end(connected ? 'unanswered' : 'silent');
    const stop = () => lost();
    const connecting = setTimeout(lost, CONNECT_MS);
    const answering = setTimeout(lost, answerMs);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) return lost();

    outgoing.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
        clearTimeout(connecting);
      }),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      error.code?.startsWith('HPE_') ? end('unreadable') : lost(),
    );
    // Node emits nothing else for an answer that changes the protocol, or for a connection that ends without an answer.
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      end('unreadable');
    });
    outgoing.on('close', lost);
    outgoing.on('response', (incoming) => readAnswer(incoming, mostBytes, end, lost));
    outgoing.end(body);
  });
}

function readAnswer(
  incoming: IncomingMessage,
  mostBytes: number,
  end: (result: HostAnswer | HostFailure) => void,
  lost: () => void,
) {
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) return end('unreadable');
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) return end('unreadable');
    chunks.push(chunk);
  });
  incoming.on('error', lost);
  incoming.on('aborted', lost);
  incoming.on('end', () => {
    const { statusCode: status = 0, headers } = incoming;
    end({ status, headers, body: Buffer.concat(chunks) });
  });
}
