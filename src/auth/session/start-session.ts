import { isApiError } from '../../api/errors/api-error';
import * as auth from '../../api/auth';
import { connect, onUnauthorized } from '../../api/http/connection';
import { refusalCause } from '../../api/errors/refusal-cause';
import { readClock } from '../../lib/clock';
import { isRedacted } from '../../lib/text';
import { clearDraftsOf } from '../../stores/drafts';
import { useSession, type Person } from '../../stores/session';
import { roleOnWire } from '../capabilities';
import * as keep from './keep-session';
import { fromKept } from './lifetime';
import { continued, personKey, samePerson, toPerson } from '../person';
import { unnamedRole } from './proven-sign-in';
import { activate, endHere, expireSession, personOf } from './session';
import { endsSession } from './which-401';

const current = () => useSession.getState().session;

/** Restores the tab's session, or asks the server whether the browser's cookie holds one. Call it once, at the start. */
export async function startSession(): Promise<void> {
  onUnauthorized((read) => void meet401(read));
  keep.onMarkChange(() => void followOtherTab());
  useSession.setState({ takenRole: null });
  const kept = keep.restoreSession();
  if (kept) return takeUp(kept);
  // A cookie that the server failed to clear must not sign anybody in.
  if (keep.wasSignedOut()) return endHere(null);
  await resume();
}

async function meet401(read: string | null) {
  const session = current();
  if (session.phase === 'active' && (await endsSession(read, session.person))) expireSession();
}

/** Restores a session without asking. If the session has ended, a 401 will say so. */
function takeUp({ person, lifetime, mark }: keep.KeptSession) {
  activate(person, fromKept(lifetime, readClock()), null, mark);
}

/** Restores the session of the browser's cookie, if there is one. */
async function resume(): Promise<void> {
  const before = keep.keptSession()?.person ?? null;
  const tenantId = keep.lastTenantId();
  try {
    const { data } = await auth.whoAmI(tenantId || undefined);
    // Nothing can be asked for a tenant whose id the server redacts.
    if (isRedacted(data.tenant_id)) return endHere(null);
    if (data.is_active === false) {
      return endHere('This account is switched off. Ask an administrator of your tenant.');
    }
    const now = toPerson(data);
    // After a sign-in by SSO this is the same person, even if the server redacts other parts of their data this time.
    const person = before && samePerson(before, now) ? continued(before, now) : now;
    activate(person, null, null, keep.browserMark() ?? keep.markSignedIn(person));
  } catch (error) {
    // A 401 means that nobody is signed in. A 400 answers a question without a tenant. Every other error is shown, because
    // somebody may be signed in.
    const status = isApiError(error) ? error.status : null;
    if (status === 401 && refusalCause(error) === null) return endHere(null);
    if (status === 400 && !tenantId) return endHere(null);
    const person = status === null || status === 401 ? null : await lastSignedIn();
    if (person) activate(person, null, null, keep.browserMark() ?? keep.markSignedIn(person));
    else endHere(null, error);
  }
}

/**
 * Who signed in last in this browser, if the cookie can still read what that person may read. Used when the server answers
 * without saying who is signed in (docs/decisions/009). Null when nothing names a person, or nothing proves the cookie.
 */
async function lastSignedIn(): Promise<Person | null> {
  const who = keep.whoSignedIn();
  const role = who && (await unnamedRole(who.tenantId));
  return who && role ? { ...who, role, fullName: null } : null;
}

/** Another tab signed in or out: the cookie that both tabs share now belongs to somebody else, or to nobody. */
async function followOtherTab(): Promise<void> {
  const person = personOf(current());
  const mark = keep.browserMark();
  // Without a mark, a sign-in by SSO is under way in the other tab, and nothing has changed yet.
  if (!person || !mark) return;
  if (keep.wasSignedOut()) {
    clearDraftsOf(personKey(person));
    return endHere('You signed out in another tab.');
  }
  // An echo of this tab's own sign-in: browsers also send it to a page that was opened since.
  if (keep.keptSession()?.mark === mark) return;
  const who = keep.whoSignedIn();
  const told = who && samePerson(person, who);
  // Asked by cookie alone: this tab's own token would only name this tab's own person.
  connect({ tenantId: person.tenantId, token: null });
  const answer = told === null ? await auth.whoAmI(person.tenantId).catch(() => null) : null;
  const now = personOf(current());
  if (!now) return;
  const same = answer ? samePerson(now, toPerson(answer.data)) : told;
  if (same) activate({ ...now, role: answer ? roleOnWire(answer.data.role) : now.role }, null, null, mark);
  else if (same === null) expireSession('Another tab signed in. This one cannot tell as whom.');
  else endHere('Someone else signed in in another tab, so this one was signed out.');
}
