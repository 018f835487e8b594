import { pino, type Logger } from 'pino';
import type { ApiEvent } from '../core/ports/ports';

/** So much waits in memory when nobody reads the log; what comes then is dropped, so that no reader can stop a lever. */
const MOST_WAITING = 4 * 1024 * 1024;

export interface Log extends Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  /** Writes what waits. */
  flush(): void;
}

/** A log of JSON lines. */
export function createLog(level: string, fd: 1 | 2): Log {
  const destination = pino.destination({ fd, sync: false, maxLength: MOST_WAITING });
  // A reader that is gone is no reason to end: the levers matter more than their log.
  destination.on('error', () => {});
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: wordsOf } },
    destination,
  );
  return Object.assign(log, {
    flush() {
      try {
        destination.flushSync();
      } catch {
        // It was never opened, or its reader is gone: there is nobody to tell.
      }
    },
  });
}

/** What is logged about the API: who toggled what and when is in the audit chain, so there are no reasons here. */
export function logEvent(log: Log, event: ApiEvent): void {
  switch (event.kind) {
    case 'answered': {
      const { kind: _kind, ...fields } = event;
      // Pages read every few seconds. What changes something, and what goes wrong, is worth a line.
      const level = event.status >= 500 ? 'error' : event.method === 'GET' ? 'debug' : 'info';
      return log[level](fields, 'answered');
    }
    case 'toggled': {
      const { tenantId, epoch, requestId } = event;
      return log.warn({ tenantId, epoch, requestId }, event.engaged ? 'engaged' : 'disengaged');
    }
    case 'refused-toggle':
      return log.warn(
        { tenantId: event.tenantId, status: event.status, requestId: event.requestId },
        'toggle refused',
      );
    case 'locked-sign-in':
      return log.warn({ tenantId: event.tenantId, address: event.address }, 'sign-in locked');
    case 'failed':
      return log.error({ requestId: event.requestId, error: wordsOf(event.error) }, 'failed');
  }
}

/** Only the words and the place: a database's error may also carry the values of a row. */
export function wordsOf(error: unknown): { message: string; stack?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...(error.stack ? { stack: error.stack } : {}) };
}
