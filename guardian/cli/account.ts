import { readdirSync, statSync, type Stats } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { AskingPerson } from '../../core/ports/ports';
import type { HomePaths } from '../ports';

/** The account that runs this command, by its name. No environment variable is read. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** The person of a command that works on the files itself. */
export function localPerson(role: 'ADMIN' | 'LOCAL'): AskingPerson {
  const account = accountName();
  return { id: `local:${account}`, email: `${account}@${hostname()}`, role };
}

/**
 * What this account is to a home. An administrator is root, or who owns the folder; on Windows, who may list the keys, which
 * their access list grants to administrators alone. `hidden`: this account may not even see whether it is there.
 */
export type Standing = 'administrator' | 'anyone' | 'no home' | 'hidden';

export function standingAt(
  { home, keysFolder }: Pick<HomePaths, 'home' | 'keysFolder'>,
  uid = process.geteuid?.(),
): Standing {
  let found: Stats | undefined;
  try {
    found = statSync(home, { throwIfNoEntry: false });
  } catch {
    return 'hidden';
  }
  if (!found?.isDirectory()) return 'no home';
  const administers = uid === undefined ? mayList(keysFolder) : uid === 0 || uid === found.uid;
  return administers ? 'administrator' : 'anyone';
}

function mayList(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
