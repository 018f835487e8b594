import { setTimeout as wait } from 'node:timers/promises';
import { OutcomeUnknown } from '../../../core/ports/store';
import { GuardedTransaction } from '../sql/guarded';
import { BUSY_MS, isBusy, isDiskError, type SqliteConnection } from './connection';
import type { DatabaseFile } from './database-file';

/** Between two looks whether another process has ended its transaction, in ms. Meanwhile this process goes on. */
const LOOK_AGAIN_MS = 10;

/**
 * Runs `work` as one transaction on `db`, committed to the disk, or rolled back when `work` throws. Throws `StoreUnavailable`
 * when it cannot begin within `waitMs`. Returns the result, and whether a switch was changed.
 */
export async function writeTransaction<T>(
  file: DatabaseFile,
  db: SqliteConnection,
  waitMs: number,
  work: (tx: GuardedTransaction) => Promise<T>,
): Promise<{ result: T; toggled: boolean }> {
  return file.turns.take(async () => {
    file.refuseOther();
    await begin(db, waitMs);
    const tx = new GuardedTransaction(db);
    try {
      const result = await work(tx);
      tx.end();
      commit(db);
      return { result, toggled: tx.hasToggled };
    } catch (error) {
      db.rollBack();
      throw error;
    }
  }, waitMs);
}

/** BEGIN IMMEDIATE takes the write lock at once: a transaction that read first could not get it any more. */
async function begin(db: SqliteConnection, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  if (tryToBegin(db)) return;
  db.execute('PRAGMA busy_timeout = 0');
  try {
    while (performance.now() < deadline) {
      await wait(LOOK_AGAIN_MS);
      if (tryToBegin(db)) return;
    }
  } finally {
    db.execute(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
  db.execute('BEGIN IMMEDIATE');
}

function tryToBegin(db: SqliteConnection): boolean {
  try {
    db.execute('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function commit(db: SqliteConnection): void {
  try {
    db.execute('COMMIT');
  } catch (error) {
    if (!isDiskError(error)) throw error;
    throw new OutcomeUnknown('The disk failed while the transaction was committed.', { cause: error });
  }
}
