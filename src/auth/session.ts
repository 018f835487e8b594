import { isApiError } from '../api/api-error';
import * as auth from '../api/auth';
import { connect, disconnect, onUnauthorized } from '../api/connection';
import { explainError } from '../api/explain-error';
import type { Answer } from '../api/request';
import type { Person as PersonRecord, TokenGrant } from '../api/schemas';
import { sameTenant } from '../api/tenant';
import { readClock } from '../lib/clock';
import { isRedacted } from '../lib/text';
import { clearDrafts } from '../stores/drafts';
import { useSession, type Lifetime, type Person, type Session } from '../stores/session';
import * as keep from './keep-session';

const SECOND = 1_000;

const set = (session: Session) => useSession.setState({ session });
const current = () => useSession.getState().session;

/** The signed-in person, also while the session has expired and the page is still theirs. */
export function personOf(session: Session): Person | null {
  return session.phase === 'active' || session.phase === 'expired' ? session.person : null;
}

function activate(person: Person, lifetime: Lifetime | null, token: string | null, mark: string) {
  connect({ tenantId: person.tenantId, token });
  setActive(person, lifetime, mark);
}

function setActive(person: Person, lifetime: Lifetime | null, mark: string) {
  const kept = lifetime && { endsAt: lifetime.since.wall + lifetime.ms, ms: lifetime.ms };
  keep.keepSession({ person, lifetime: kept }, mark);
  set({ phase: 'active', person, lifetime });
}

function endHere(notice: string | null) {
  disconnect();
  keep.forgetSession();
  set({ phase: 'signed-out', notice });
}

function toPerson(record: PersonRecord): Person {
  return {
    tenantId: record.tenant_id,
    role: record.role,
    email: record.email,
    id: isRedacted(record.id) ? null : record.id,
    fullName: record.full_name ?? null,
  };
}

/** Takes up the tab's session, or asks the server whether the browser's cookie holds one. Call once, at the start. */
export function startSession(): Promise<void> {
  onUnauthorized(expireSession);
  keep.onMarkChange(() => void followOtherTab());
  const kept = keep.restoreSession();
  if (kept) {
    const since = readClock();
    // The end is on this device's clock, which may have been set meanwhile; a 401 is the judge of an ended session.
    const left = kept.lifetime ? kept.lifetime.endsAt - since.wall : 0;
    const known = kept.lifetime && left > 0 && left <= kept.lifetime.ms;
    activate(kept.person, known ? { since, ms: left } : null, null, kept.mark);
    return Promise.resolve();
  }
  if (keep.wasSignedOut()) {
    endHere(null);
    return Promise.resolve();
  }
  return resume();
}

/** Takes up the session that the browser's cookie holds, if it holds one. */
async function resume(): Promise<void> {
  try {
    const { data } = await auth.whoAmI(keep.lastTenantId() || undefined);
    // Nothing can be asked for a tenant whose id the server does not tell.
    if (isRedacted(data.tenant_id)) return endHere(null);
    if (data.is_active === false) {
      return endHere('This account is switched off. Ask an administrator of the tenant.');
    }
    const person = toPerson(data);
    activate(person, null, null, keep.browserMark() ?? keep.markSignedIn(person));
  } catch (error) {
    // Nobody, or nobody who may ask: both sign in.
    if (isApiError(error) && error.kind === 'http' && (error.status ?? 0) < 500) return endHere(null);
    const { title, advice } = explainError(error, 'session');
    endHere(`${title}. ${advice}`);
  }
}

/** Signs in, or signs in again. Throws `ApiError`; an answer that breaks off may hide a sign-in that worked. */
export async function signIn(tenantId: string, email: string, password: string): Promise<void> {
  keep.rememberTenant(tenantId);
  let answer: Answer<TokenGrant>;
  try {
    answer = await auth.signIn(tenantId, email, password);
  } catch (error) {
    const brokeOff = isApiError(error) && error.outcomeUnknown && error.status !== null && error.status < 300;
    const who = brokeOff ? await auth.whoAmI(tenantId).catch(() => null) : null;
    // The cookie may still be an earlier person's: then this is no sign-in, and not the typed e-mail's.
    const same = who && (isRedacted(who.data.email) || who.data.email.toLowerCase() === email.toLowerCase());
    if (!same) throw error;
    const person = toPerson(who.data);
    return activate(person, null, null, keep.markSignedIn(person));
  }
  const { data, askedAt } = answer;
  const person: Person = { tenantId: data.tenant_id, role: data.role, email, id: null, fullName: null };
  const mark = keep.markSignedIn(person);
  activate(person, { since: askedAt, ms: data.expires_in * SECOND }, data.access_token, mark);
  void learnWhoIAm(mark);
}

/** `/auth/token` does not say the person's id; not every role may ask for it, and nothing depends on it but "you". */
async function learnWhoIAm(mark: string): Promise<void> {
  try {
    const { data } = await auth.whoAmI();
    const session = current();
    if (session.phase !== 'active' || !sameTenant(data.tenant_id, session.person.tenantId)) return;
    const { id, fullName } = toPerson(data);
    setActive({ ...session.person, id, fullName }, session.lifetime, mark);
  } catch {
    // The person stays known by e-mail, as typed.
  }
}

/** Renews the session. Throws `ApiError`; the old token stays valid until its own expiry. */
export async function renewSession(): Promise<void> {
  const { data, askedAt } = await auth.renew();
  const session = current();
  const mark = keep.browserMark();
  if (session.phase !== 'active' || !sameTenant(data.tenant_id, session.person.tenantId)) return;
  const person = { ...session.person, role: data.role };
  activate(person, { since: askedAt, ms: data.expires_in * SECOND }, data.access_token, mark ?? '');
}

/** The session has ended: the page stays as it is and asks for the password over it. */
export function expireSession() {
  const session = current();
  if (session.phase !== 'active') return;
  connect({ tenantId: session.person.tenantId, token: null });
  set({ phase: 'expired', person: session.person });
}

/** Leaves an expired session to sign in as somebody else. Typed reasons stay with the person who typed them. */
export function leaveSession() {
  endHere(null);
}

/** Signs out here, on the server, and in all tabs. When the server does not end the session, says so. */
export async function signOut(): Promise<void> {
  let notice: string | null = null;
  const request = auth.signOut();
  clearDrafts();
  keep.markSignedOut();
  endHere('Signing out on the server…');
  try {
    await request;
  } catch (error) {
    const { title, serverWords } = explainError(error, 'session');
    notice = `You are signed out in this browser, but the server did not confirm that the session ended (${
      serverWords ?? title
    }). Close the browser to be safe.`;
  }
  if (current().phase === 'signed-out') set({ phase: 'signed-out', notice });
}

/** Another tab signed in or out: the cookie that both share belongs to somebody else now, or to nobody. */
async function followOtherTab(): Promise<void> {
  const person = personOf(current());
  if (!person) return;
  if (keep.wasSignedOut()) {
    clearDrafts();
    return endHere('You signed out in another tab.');
  }
  // An echo of this tab's own sign-in: browsers tell it to a page that was opened since.
  if (keep.restoreSession()) return;
  const other = 'Somebody else signed in in another tab of this browser, so this tab was signed out.';
  // Asked by cookie alone: this tab's own token would only name this tab's own person.
  connect({ tenantId: person.tenantId, token: null });
  try {
    const { data } = await auth.whoAmI(person.tenantId);
    const same = person.id ? data.id === person.id : data.email === person.email;
    if (!same || !sameTenant(data.tenant_id, person.tenantId)) return endHere(other);
    activate({ ...person, role: data.role }, null, null, keep.browserMark() ?? '');
  } catch {
    endHere('Another tab signed in, and it could not be told as whom. Sign in again.');
  }
}
