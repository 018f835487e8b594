import { ApiError, BROKE_OFF, CUTS_OFF, isApiError, WEB_PAGE } from '../../api/errors/api-error';
import * as auth from '../../api/auth';
import { proofOf } from '../../api/http/outcome';
import { refusalCause } from '../../api/errors/refusal-cause';
import type { Person } from '../../stores/session';
import type { UnnamedRole } from '../capabilities';
import { wasSignedOut } from './keep-session';
import { samePerson, toPerson } from '../person';

/**
 * Whether the server accepted the password and replaced the cookie: it answered with 2xx, and only the body was lost. A
 * readable body that grants nothing may ask for more, such as a second factor, and leaves an earlier cookie in place.
 */
function replacedTheCookie({ kind, status, details }: ApiError): boolean {
  const lost = kind === 'unreadable' || kind === 'timeout' || kind === 'too-large';
  return lost && status !== null && status >= 200 && status < 300 && details !== WEB_PAGE;
}

/**
 * Whether it is certain that this person was not signed in: a refusal, also with status 200, or an answer about another
 * tenant.
 */
function isRefusal(error: ApiError): boolean {
  const saidNo = error.kind === 'http' && error.status !== null && error.status < 500;
  return proofOf(error) !== 'unknown' || saidNo || error.kind === 'wrong-tenant';
}

const brokeOff = (error: unknown): boolean =>
  isApiError(error) && error.kind === 'unreadable' && error.details === BROKE_OFF;

/**
 * Finds out who signed in when the answer to the sign-in is unusable (docs/decisions/009). The sign-in is never sent again.
 * Instead, other requests show what the browser's cookie allows now. The cookie may still be an earlier person's. So it
 * proves nothing unless it was replaced, or names the person who is signing in. Throws `failure` when nothing proves the
 * sign-in.
 */
export async function provenSignIn(typed: Person, failure: unknown): Promise<Person> {
  if (!isApiError(failure) || isRefusal(failure)) throw failure;
  const replaced = replacedTheCookie(failure);
  if (!replaced && wasSignedOut()) throw failure;

  const me = await asked(auth.whoAmI(typed.tenantId, true));
  if (me.answer) {
    const found = toPerson(me.answer.data);
    // The answer is about the tenant that was typed, by its id or by its name.
    const same = samePerson(found, { ...typed, tenantId: found.tenantId });
    if (same || (same === null && replaced)) return { ...typed, ...found, email: typed.email };
    throw failure;
  }
  const another = isApiError(me.error) && me.error.kind === 'wrong-tenant';
  if (!replaced || another) throw failure;

  const role = await unnamedRole(typed.tenantId);
  if (role) return { ...typed, role };
  const everyTime = brokeOff(failure) && brokeOff(me.error);
  throw everyTime ? new ApiError('unreadable', { ...failure, details: CUTS_OFF }) : failure;
}

/** A stand-in role for what the cookie may read; null when it may read neither the switch nor the log. */
export async function unnamedRole(tenantId: string): Promise<UnnamedRole | null> {
  const status = await asked(auth.readsSwitch(tenantId, true));
  if (!status.error) return 'not told by the server (reads the switch)';
  // Only "role too low" says that this person belongs on another page. Any other refusal would take the lever away without
  // proof.
  if (refusalCause(status.error) !== 'role') return null;
  const log = await asked(auth.readsHistory(tenantId));
  return log.error ? null : 'not told by the server (reads the history)';
}

type Asked<T> = { answer: T; error: null } | { answer: null; error: unknown };

function asked<T>(promise: Promise<T>): Promise<Asked<T>> {
  return promise.then(
    (answer) => ({ answer, error: null }),
    (error: unknown) => ({ answer: null, error }),
  );
}
