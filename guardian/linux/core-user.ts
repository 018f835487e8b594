import { readFileSync } from 'node:fs';
import type { CoreUser } from './containment';

/** The user that the package makes for Core. Nothing else runs as this user, and nothing belongs to it. */
const NAME = 'exacta-core';
/** Where the package has made none: a number beyond those that distributions give out. */
const NOBODY_ELSE: CoreUser = { uid: 64_711, gid: 64_711 };

/** Core's user, from the text of `/etc/passwd`. Never root, whatever stands there. */
export function coreUserIn(passwd: string): CoreUser {
  const fields = passwd.split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = fields.find(([name]) => name === NAME) ?? [];
  const user = { uid: Number(uid), gid: Number(gid) };
  return user.uid > 0 && user.gid > 0 ? user : NOBODY_ELSE;
}

export function coreUser(): CoreUser {
  try {
    return coreUserIn(readFileSync('/etc/passwd', 'utf8'));
  } catch {
    return NOBODY_ELSE;
  }
}
