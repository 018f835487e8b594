import { isRecord } from '../../lib/is-record';
import { uuid } from '../../lib/uuid';
import { ApiError, WEB_PAGE } from '../errors/api-error';
import { apiUrl, currentConnection, reportUnauthorized } from '../http/connection';
import { pathAt, type GuardianAt } from './guardian-at';
import { logFileName } from './export-logs-name';
import { parseJson, readRefusal, requestIdOf } from '../errors/read-refusal';
import { headersOf } from '../http/request-headers';

/**
 * The longest silence, before the first byte and between any two, ms. The total time has no limit, because a log may be
 * large.
 */
export const STALL_MS = 15_000;
/** JSON of up to this many bytes is read to the end before it is saved, because it may contain a refusal. */
const READ_WHOLE = 1_000_000;

export type LogFile = { name: string; blob: Blob; requestId: string };

/** Bytes received so far, and the total; null while the server does not say. */
export type Progress = { received: number; total: number | null };

type ExportOptions = {
  at: GuardianAt;
  /** For the file's name, when the server gives none. */
  host: string | null;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
};

/**
 * Exports the Guardian's logs: requested once, and read while it arrives. Throws `ApiError`, or the signal's reason when the
 * caller cancels. A partial answer is never saved.
 */
export async function exportLogs({ at, host, signal, onProgress }: ExportOptions): Promise<LogFile> {
  const ownId = uuid();
  signal.throwIfAborted();
  if (navigator.onLine === false) throw new ApiError('offline', { requestId: ownId });
  const connection = currentConnection();
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  let stalled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stalled = true;
      stop();
    }, STALL_MS);
  };
  const lost = (known: { status?: number } = {}): ApiError =>
    new ApiError(stalled ? 'timeout' : known.status ? 'unreadable' : 'unreachable', {
      requestId: ownId,
      ...known,
    });
  signal.addEventListener('abort', stop);
  alive();

  try {
    const response = await fetch(apiUrl(pathAt('/guardian/logs/export', at)), {
      method: 'POST',
      headers: headersOf(
        { tenantId: at.tenantId, headers: { Accept: 'application/gzip, application/json' } },
        ownId,
      ),
      credentials: 'include',
      cache: 'no-store',
      redirect: 'manual',
      signal: controller.signal,
    }).catch(() => Promise.reject(lost()));
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
      throw new ApiError('redirected', { status: status || null, requestId: ownId });
    if (status === 401) reportUnauthorized(connection);
    if (!response.ok)
      throw new ApiError('http', readRefusal(status, headers, await response.text().catch(() => ''), ownId));

    const total = lengthOf(headers);
    const parts = await readParts(response, controller.signal, (received) => {
      alive();
      onProgress({ received, total });
    }).catch(() => Promise.reject(lost({ status })));
    const type = headers.get('Content-Type') ?? '';
    const blob = new Blob(parts, { type });
    const requestId = requestIdOf(null, headers, ownId);
    if (blob.size < (total ?? 1)) throw new ApiError('unreadable', { status, requestId });
    await refuseWhatIsNoLog(blob, response, requestId);
    return {
      blob,
      requestId,
      name: logFileName(headers.get('Content-Disposition'), type, { host, at: new Date() }),
    };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * The total number of bytes; null when unknown. A compressed answer counts as unknown, because its Content-Length is the
 * compressed length.
 */
function lengthOf(headers: Headers): number | null {
  const packed = !/^(identity)?$/i.test(headers.get('Content-Encoding')?.trim() ?? '');
  const text = headers.get('Content-Length')?.trim() ?? '';
  return packed || !/^\d{1,15}$/.test(text) ? null : Number(text);
}

/** All bytes of the answer. Rejects once `signal` aborts, even where the browser leaves the stream open. */
async function readParts(response: Response, signal: AbortSignal, onBytes: (received: number) => void) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => {}));
  let received = 0;
  for (;;) {
    const read = await reader?.read();
    signal.throwIfAborted();
    if (!read || read.done) return parts;
    parts.push(read.value);
    received += read.value.byteLength;
    onBytes(received);
  }
}

/** Throws for a web page, for JSON that is cut off, and for a refusal with status 200. */
async function refuseWhatIsNoLog(
  blob: Blob,
  { status, headers }: Response,
  requestId: string,
): Promise<void> {
  const [first = ''] = /\S/.exec(await blob.slice(0, 1_000).text()) ?? [];
  if (first === '<' || /^text\/html\b/i.test(blob.type))
    throw new ApiError('unreadable', { status, requestId, details: WEB_PAGE });
  if (!/\bjson\b/i.test(blob.type)) return;
  if (blob.size > READ_WHOLE) {
    if (/[}\]]\s*$/.test(await blob.slice(-1_000).text())) return;
    throw new ApiError('unreadable', { status, requestId });
  }
  const text = await blob.text();
  const body = parseJson(text);
  if (body === undefined) throw new ApiError('unreadable', { status, requestId });
  if (isRecord(body) && body['success'] === false)
    throw new ApiError('http', readRefusal(status, headers, text, requestId));
}
