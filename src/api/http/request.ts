import type { GenericSchema } from 'valibot';
import { elapsedMs, readClock } from '../../lib/clock';
import type { Instant } from '../../lib/clock';
import { isRecord } from '../../lib/is-record';
import { uuid } from '../../lib/uuid';
import { serverTimeOf } from './answer-headers';
import { ApiError, BROKE_OFF, WEB_PAGE } from '../errors/api-error';
import { apiUrl, currentConnection, reportUnauthorized } from './connection';
import { takeEarly } from './early';
import { ageOf, earlier, FRESH_MS, lagOf } from './freshness';
import { MAX_BYTES, readBody } from './read-body';
import { readData } from './read-data';
import { headersOf, type Headed } from './request-headers';
import { parseJson, readRefusal, requestIdOf } from '../errors/read-refusal';
import { isServiceFailure } from '../errors/refusal-cause';
import { noteSent } from './sent';

/** Time limits until the last byte of the answer, ms (docs/laws.md, "The cases"). */
export const READ_TIMEOUT_MS = 8_000;
export const TOGGLE_TIMEOUT_MS = 15_000;

export type Answer<T> = {
  data: T;
  /** The id to quote to the people who run the server. */
  requestId: string;
  /** When the request was sent, minus the age that the answer reports: the information is never newer than this (law 7). */
  askedAt: Instant;
  /** How far the answer lags behind the best one of its service, ms. It is added to the answer's age. */
  lagMs: number;
  /** The body as it arrived. Only this text keeps the order of members and the numbers that JavaScript cannot hold. */
  text: string;
  /** The connection broke after one complete JSON object: the server announced more bytes than it sent. */
  cutOff: boolean;
  /** The server's clock, ms since the epoch; null when it does not say. */
  serverTime: number | null;
  /** `askedAt` of the first reading that showed the present state after another one; missing before a change was seen. */
  changedAt?: Instant | undefined;
};

export type RequestOptions<T> = Headed & {
  method: 'GET' | 'POST' | 'DELETE';
  /** The path from the root of the API's origin, already encoded. */
  path: string;
  /** The schema of the envelope's `data`, or of the whole body when there is no envelope. */
  schema: GenericSchema<unknown, T>;
  enveloped?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** A 401 is reported only to the caller. */
  quiet?: boolean;
  /** Accept an answer that broke off if the received part is one complete JSON object. Never for the state of the switch. */
  acceptCutOff?: boolean;
  /** How often a reading is sent when its answer breaks off; 1 by default. */
  tries?: number;
  maxBytes?: number;
  /** The answer may come from a cache, because nothing about the present state depends on it. */
  anyAge?: boolean;
};

/**
 * Sends one request at once. A request that changes something is sent once; a reading is repeated only if `tries` says so.
 * Throws an `ApiError`, or the signal's reason when the caller cancels. A 401 is also reported to the connection's
 * listeners.
 */
export async function request<T>(options: RequestOptions<T>): Promise<Answer<T>> {
  for (let left = options.method === 'GET' ? (options.tries ?? 1) : 1; ; left -= 1) {
    try {
      return await ask(options);
    } catch (error) {
      const brokeOff =
        error instanceof ApiError && error.kind === 'unreadable' && error.details === BROKE_OFF;
      if (!brokeOff || left <= 1) throw error;
    }
  }
}

async function ask<T>(options: RequestOptions<T>): Promise<Answer<T>> {
  // Nothing is awaited before fetch, because a caller may disconnect right after the call, as sign-out does.
  const { method, path, signal, anonymous, timeoutMs = READ_TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  const url = apiUrl(path);
  const reads = method === 'GET';
  const early = reads ? takeEarly(url) : null;
  const requestId = early?.requestId ?? uuid();
  signal?.throwIfAborted();
  const offline = navigator.onLine === false;
  // Law 3: an action is refused here and never kept for later. A reading is tried all the same, because browsers are
  // sometimes wrong about being offline.
  if (offline && !reads) throw new ApiError('offline', { requestId });

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
  const lost = (known: { status?: number; details?: unknown }): ApiError =>
    new ApiError(timedOut ? 'timeout' : known.status ? 'unreadable' : offline ? 'offline' : 'unreachable', {
      requestId,
      ...known,
    });
  // No timer runs while the device sleeps, and the page may learn of the sleep only after the answer (law 1).
  const assertInTime = (status: number): void => {
    if (!reads || elapsedMs(askedAt, readClock()) <= Math.max(timeoutMs, FRESH_MS)) return;
    timedOut = true;
    stop();
    throw lost({ status });
  };

  try {
    const send = () => {
      if (!reads) noteSent(path, method);
      return fetch(url, {
        method,
        headers: headersOf(options, requestId),
        credentials: 'include',
        cache: 'no-store',
        // A redirected toggle could arrive as a GET, or at another server. A redirected reading does no harm.
        redirect: reads ? 'follow' : 'manual',
        signal: controller.signal,
        ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      });
    };
    const response = await (early?.response ?? send()).catch(() => Promise.reject(lost({})));
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
      throw new ApiError('redirected', { status: status || null, requestId });
    const [ageMs, lagMs] = [ageOf(headers), lagOf(path, headers, readClock().mono)];
    assertInTime(status);
    const tooOld = reads && !options.anyAge && ageMs + lagMs > FRESH_MS;
    // This holds for a refusal, too: a cached refusal says nothing about this session.
    if (tooOld) {
      stop();
      throw new ApiError('cached', { status, requestId, details: ageMs + lagMs });
    }

    const body = await readBody(response, maxBytes);
    assertInTime(status);
    if (!response.ok) {
      // A refusal counts even when its text breaks off.
      const text = body.end === 'too-large' ? '' : body.text;
      const refusal = new ApiError('http', readRefusal(status, headers, text, requestId));
      // A service that failed knows nothing about the session, whatever its status says.
      if (status === 401 && !anonymous && !options.quiet && !isServiceFailure(refusal))
        reportUnauthorized(connection, reads ? path : null);
      throw refusal;
    }
    if (body.end === 'too-large') throw new ApiError('too-large', { status, requestId, details: maxBytes });
    // 203 means that a proxy changed the answer, 206 that it is a part. Only a 200 is the server's own answer to a reading
    // (law 1).
    if (reads && status !== 200) throw lost({ status });
    const json = parseJson(body.text);
    const cutOff = body.end === 'broken';
    if (cutOff && !(options.acceptCutOff && isRecord(json) && !Array.isArray(json)))
      throw lost({ status, details: BROKE_OFF });

    if (json === undefined) {
      const details = body.text.trimStart().startsWith('<') ? WEB_PAGE : null;
      throw new ApiError('unreadable', { status, requestId: requestIdOf(json, headers, requestId), details });
    }
    return {
      ...readData(options, json, body.text, response, requestId),
      askedAt: earlier(askedAt, ageMs),
      lagMs,
      serverTime: serverTimeOf(headers),
      text: body.text,
      cutOff,
    };
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
