import { safeParse } from 'valibot';
import type { GenericSchema } from 'valibot';
import { readClock } from '../lib/clock';
import type { Instant } from '../lib/clock';
import { isRecord } from '../lib/is-record';
import { uuid } from '../lib/uuid';
import { serverTimeOf } from './answer-headers';
import { ApiError, WEB_PAGE } from './api-error';
import { apiUrl, bearerOf, currentConnection, reportUnauthorized, urlPart } from './connection';
import { takeEarly } from './early';
import { parseJson, readRefusal, requestIdOf } from './read-refusal';

/** Limits until the last byte of the answer, ms (safety.md). */
export const READ_TIMEOUT_MS = 8_000;
export const TOGGLE_TIMEOUT_MS = 15_000;

export type Answer<T> = {
  data: T;
  /** The id to quote to whoever runs the server. */
  requestId: string;
  /** When the request was started: an answer is never newer than this. */
  askedAt: Instant;
  /** The server's clock, ms since the epoch; null when it does not say. */
  serverTime: number | null;
};

export type RequestOptions<T> = {
  method: 'GET' | 'POST' | 'DELETE';
  /** From the root of the API's origin, already encoded. */
  path: string;
  /** Of the envelope's `data`, or of the whole body without an envelope. */
  schema: GenericSchema<unknown, T>;
  enveloped?: boolean;
  body?: unknown;
  /** X-Tenant-ID; the connection's by default. */
  tenantId?: string | undefined;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Beside the usual ones. */
  headers?: Record<string, string>;
  /** No bearer; a 401 says nothing about the session. */
  anonymous?: boolean;
  /** A 401 is told to the caller alone. */
  quiet?: boolean;
};

/**
 * Sends one request, once, now. Throws an `ApiError`, or the signal's reason when the caller cancels. A 401 is also
 * reported to the connection's listeners.
 */
export async function request<T>(options: RequestOptions<T>): Promise<Answer<T>> {
  // Nothing is awaited before fetch: a caller may disconnect right after calling, as sign-out does.
  const { method, signal, anonymous, timeoutMs = READ_TIMEOUT_MS } = options;
  const url = apiUrl(options.path);
  const early = method === 'GET' ? takeEarly(url) : null;
  const requestId = early?.requestId ?? uuid();
  signal?.throwIfAborted();
  const offline = navigator.onLine === false;
  // Law 3: refused here, never kept for later. A read is tried all the same: browsers are wrong about this at times.
  if (offline && method !== 'GET') throw new ApiError('offline', { requestId });

  const connection = currentConnection();
  const askedAt = early?.askedAt ?? readClock();
  // Not AbortSignal.timeout/any: fake clocks do not drive it, and older browsers lack `any`.
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
    early?.abort();
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  signal?.addEventListener('abort', stop);
  const lost = (known: { status?: number }): ApiError =>
    new ApiError(timedOut ? 'timeout' : known.status ? 'unreadable' : offline ? 'offline' : 'unreachable', {
      requestId,
      ...known,
    });

  try {
    const ask = () =>
      fetch(url, {
        method,
        headers: headersOf(options, requestId),
        credentials: 'include',
        cache: 'no-store',
        // A redirected toggle could arrive as a GET, or somewhere else; a read does no harm.
        redirect: method === 'GET' ? 'follow' : 'manual',
        signal: controller.signal,
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
    const response = await (early?.response ?? ask()).catch(() => Promise.reject(lost({})));
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
      throw new ApiError('redirected', { status: status || null, requestId });
    // A refusal stands even when its words break off.
    const text = await response.text().catch(() => (response.ok ? Promise.reject(lost({ status })) : ''));
    if (status === 401 && !anonymous && !options.quiet)
      reportUnauthorized(connection, method === 'GET' ? options.path : null);
    if (!response.ok) throw new ApiError('http', readRefusal(status, headers, text, requestId));
    // 203: a proxy changed it; 206: a part of it; nothing but a 200 is the server's own answer to a reading (law 1).
    if (method === 'GET' && status !== 200) throw lost({ status });

    const body = parseJson(text);
    if (body === undefined) {
      const details = text.trimStart().startsWith('<') ? WEB_PAGE : null;
      throw new ApiError('unreadable', { status, requestId: requestIdOf(body, headers, requestId), details });
    }
    return { ...read(options, body, text, response, requestId), askedAt, serverTime: serverTimeOf(headers) };
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

type Headed = Pick<RequestOptions<unknown>, 'anonymous' | 'tenantId' | 'body' | 'headers'>;

/** The headers of every request: what is asked for as, in whose name, and the id to quote. */
export function headersOf(options: Headed, requestId: string): Record<string, string> {
  const connection = currentConnection();
  const bearer = options.anonymous ? null : bearerOf(connection);
  const tenantId = options.tenantId ?? connection?.tenantId;
  return {
    Accept: 'application/json',
    'X-Request-ID': requestId,
    // Encoded, because a header outside Latin-1 would make fetch throw, which looks like an unreachable server.
    ...(tenantId ? { 'X-Tenant-ID': urlPart(tenantId) } : {}),
    ...(bearer ? { Authorization: bearer } : {}),
    ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...options.headers,
  };
}

/** The data of a 2xx answer. A refusal can hide in one: `{success:false, error}` with status 200. */
function read<T>(
  { schema, enveloped = true }: RequestOptions<T>,
  body: unknown,
  text: string,
  { status, headers }: Response,
  ownId: string,
): { data: T; requestId: string } {
  const requestId = requestIdOf(body, headers, ownId);
  const fields = isRecord(body) ? body : {};
  const success = fields['success'];
  const refused = enveloped ? success !== true : success === false;
  if (refused && (fields['error'] || fields['detail']))
    throw new ApiError('http', readRefusal(status, headers, text, ownId));
  const parsed = safeParse(schema, enveloped ? fields['data'] : body);
  if (!parsed.success || (enveloped && success !== true))
    throw new ApiError('wrong-shape', { status, requestId });
  return { data: parsed.output, requestId };
}
