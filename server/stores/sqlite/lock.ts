import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asStoreError, isBusy } from './connection';
import { openDatabase } from './open-database';

/** What is no longer referred to is closed by the garbage collector, and the lock would end with it. */
const held = new Set<unknown>();

/**
 * Makes this process the one control plane of a folder, until it ends or lets go. Throws when another one is. The lock is the
 * kernel's (SQLite holds it on a file of its own), so that it ends with its process, however that ends; the number in
 * `control-plane.pid` only says whose it is.
 */
export async function lockFolder(folder: string): Promise<{ unlock(): void }> {
  const path = join(folder, 'control-plane.lock');
  const pidPath = join(folder, 'control-plane.pid');
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = await openDatabase(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(asStoreError(error))) throw error;
    throw new Error(
      `Another control plane${holder(pidPath)} works on ${folder}. One folder has one control plane; gateways and commands ` +
        `may use it beside that.`,
      { cause: error },
    );
  }
  writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 });
  held.add(database);
  return {
    unlock() {
      held.delete(database);
      database.close();
    },
  };
}

function holder(pidPath: string): string {
  try {
    return ` (process ${readFileSync(pidPath, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
