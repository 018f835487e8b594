import pg from 'pg';
import { StoreUnavailable } from '../../../core/ports/store';

/**
 * Classes of SQLSTATE that say: not now, or not on this server. Connection, login, database, transaction state (a replica, or
 * an idle time-out), lock or deadlock, resources (a full disk), operator (shutdown, time-out), system, broken data.
 */
const UNAVAILABLE = ['08', '28', '3D', '25', '40', '53', '55', '57', '58', 'XX'];

/** What a statement threw, as the store tells it. Errors without SQLSTATE are of the connection, or time-outs of the driver. */
export function asStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const state = sqlState(error);
  const waitingHelps = state === undefined || UNAVAILABLE.some((start) => state.startsWith(start));
  return waitingHelps ? new StoreUnavailable(`PostgreSQL: ${error.message}.`, { cause: error }) : error;
}

/** A serialisation failure or a deadlock: nothing was done, and the same again may well be done. */
export function mayBeRetried(error: unknown): boolean {
  return error instanceof StoreUnavailable && sqlState(error.cause)?.startsWith('40') === true;
}

/** Whether PostgreSQL itself answered a COMMIT with a refusal (a conflict or a constraint): then nothing was committed. */
export function isRefusal(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && ['23', '40'].some((start) => state.startsWith(start));
}

/** Whether the server itself answered with the error, so that the connection still works. */
export function isAnswered(error: unknown): boolean {
  return !(error instanceof StoreUnavailable) || sqlState(error.cause) !== undefined;
}

function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
