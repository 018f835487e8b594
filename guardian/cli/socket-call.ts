import { request } from 'node:http';

/** A call to a Guardian on this host. */
export interface LocalCall {
  method: 'GET' | 'POST';
  /** As in the contract, or under `/local/`. */
  path: string;
  /** JSON; empty when there is none. */
  body: string;
  /** The account that asks. Only a socket of administrators believes it. */
  account: string;
}

export interface LocalReply {
  status: number;
  /** As received. */
  text: string;
  headers: Record<string, string | undefined>;
}

/** `refused`: nobody listens. `silent`: somebody listens, and did not answer in time. `denied`: this account may not ask. */
export type CallFailure = 'refused' | 'silent' | 'denied';

/** Nothing that a Guardian answers is longer. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

const FAILURES: Partial<Record<string, CallFailure>> = {
  ENOENT: 'refused',
  ENOTDIR: 'refused',
  ECONNREFUSED: 'refused',
  ENOTSOCK: 'refused',
  EACCES: 'denied',
  EPERM: 'denied',
  // More callers wait than the socket lets wait.
  EAGAIN: 'silent',
};

/** Sends a call to a unix socket, and waits `timeoutMs` for the whole answer. It never sends the call twice. */
export function callSocket(
  socketPath: string,
  { method, path, body, account }: LocalCall,
  timeoutMs: number,
): Promise<LocalReply | CallFailure> {
  return new Promise((resolve) => {
    const headers = {
      Host: 'guardian',
      Connection: 'close',
      'X-Exacta-Account': encodeURIComponent(account),
      ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    };
    const asking = request({ socketPath, method, path, headers, agent: false });
    const timer = setTimeout(() => end('silent'), timeoutMs);
    let size = 0;
    function end(outcome: LocalReply | CallFailure) {
      clearTimeout(timer);
      resolve(outcome);
      asking.destroy();
    }
    asking.on('error', (error: NodeJS.ErrnoException) => end(FAILURES[error.code ?? ''] ?? 'silent'));
    asking.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > LARGEST_ANSWER) end('silent');
        else parts.push(part);
      });
      response.on('error', () => end('silent'));
      response.on('close', () => {
        if (!response.complete) return end('silent');
        const text = Buffer.concat(parts).toString('utf8');
        const sent = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        end({ status: response.statusCode ?? 0, text, headers: Object.fromEntries(sent) });
      });
    });
    asking.end(body);
  });
}
