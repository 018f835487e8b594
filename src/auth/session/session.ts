import * as auth from '../../api/auth';
import { connect, currentConnection, disconnect } from '../../api/http/connection';
import type { Answer } from '../../api/http/request';
import type { TokenGrant } from '../../api/schemas';
import { sameTenant } from '../../api/http/tenant';
import { clearDraftsOf } from '../../stores/drafts';
import { useSession, type Lifetime, type Person, type Session } from '../../stores/session';
import { isUnnamed, roleOnWire } from '../capabilities';
import * as keep from './keep-session';
import { lifetimeOf, toKept } from './lifetime';
import { continued, personKey, samePerson, tenantOf, toPerson } from '../person';
import { provenSignIn } from './proven-sign-in';
import { refusedSignOut } from './refused-sign-out';

const set = (session: Session) => useSession.setState({ session });
const current = () => useSession.getState().session;

/** The signed-in person, also after the session has expired, because the page is still theirs. */
export function personOf(session: Session): Person | null {
  return session.phase === 'active' || session.phase === 'expired' ? session.person : null;
}

/** From now on the console sends requests for this person. `token` is null where only the cookie carries the session. */
export function activate(person: Person, lifetime: Lifetime | null, token: string | null, mark: string) {
  const { tenantId, role } = person;
  connect({ tenantId, token, ...(!isUnnamed(role) && { role }) });
  setActive(person, lifetime, mark);
}

function setActive(person: Person, lifetime: Lifetime | null, mark: string) {
  keep.keepSession({ person, lifetime: toKept(lifetime) }, mark);
  set({ phase: 'active', person, lifetime });
}

/** From now on nobody is signed in here. `error`: why nobody could be signed in, if that is worth showing. */
export function endHere(notice: string | null, error?: unknown) {
  disconnect();
  keep.forgetSession();
  useSession.setState({
    session: { phase: 'signed-out', notice, error },
    cannotRenew: false,
    takenRole: null,
  });
}

/** Signs in, or signs in again over a session. Throws `ApiError`. A sign-in may have worked although its answer broke off. */
export async function signIn(tenantId: string, email: string, password: string): Promise<void> {
  keep.rememberTenant(tenantId);
  const before = personOf(current());
  const typed: Person = { tenantId, role: '', email, id: null, fullName: null };
  let person: Person;
  let answer: Answer<TokenGrant> | null = null;
  try {
    answer = await auth.signIn(tenantId, email, password);
    person = { ...typed, ...tenantOf(answer.data), role: roleOnWire(answer.data.role) };
  } catch (error) {
    person = await provenSignIn(typed, error);
  }
  // A redacted email proves nothing: only the ids can show whose page this is.
  if (before && samePerson(before, person) === null) person = await identified(person, true);
  person = continued(before, person);
  const lifetime = answer && lifetimeOf(answer.data.expires_in, answer.askedAt);
  const mark = keep.markSignedIn(person);
  activate(person, lifetime, answer && answer.data.access_token, mark);
  if (person.id === null && !isUnnamed(person.role)) void learnWhoIAm(person, mark);
}

/** `/auth/token` does not return the person's id. Not every role may ask for it, and only the word "you" depends on it. */
async function learnWhoIAm(person: Person, mark: string): Promise<void> {
  const learnt = await identified(person);
  const session = current();
  if (session.phase === 'active' && session.person === person) setActive(learnt, session.lifetime, mark);
}

/**
 * The person with what `/auth/me` knows about them, and the email as typed. Unchanged when `/auth/me` gives nothing, or
 * names somebody else.
 */
async function identified(person: Person, byCookie = false): Promise<Person> {
  const answer = await auth.whoAmI(person.tenantId, byCookie).catch(() => null);
  const found = answer && toPerson(answer.data);
  // The cookie may still be an earlier person's.
  return found && samePerson(found, person) !== false ? { ...person, ...found, email: person.email } : person;
}

/** Renews the session. Throws `ApiError`; the old token stays valid until its own expiry. */
export async function renewSession(): Promise<void> {
  const { data, askedAt } = await auth.renew();
  const session = current();
  const mark = keep.browserMark();
  if (session.phase !== 'active' || !sameTenant(data.tenant_id, session.person.tenantId)) return;
  const person = { ...session.person, role: roleOnWire(data.role) };
  activate(person, lifetimeOf(data.expires_in, askedAt), data.access_token, mark ?? '');
}

/** The person has another role now: on the page, for a reload, and for the early question of a reload. */
export function changeRole(role: string) {
  const session = current();
  if (session.phase !== 'active') return;
  const person = { ...session.person, role };
  activate(person, session.lifetime, currentConnection()?.token ?? null, keep.browserMark() ?? '');
}

/** The session has ended: the page stays as it is, and the password is asked for over it. */
export function expireSession(notice?: string) {
  const session = current();
  if (session.phase !== 'active') return;
  connect({ tenantId: session.person.tenantId, token: null });
  set({ phase: 'expired', person: session.person, notice });
}

/** Leaves an expired session to sign in as somebody else. Typed reasons stay with the person who typed them. */
export function leaveSession() {
  endHere(null);
}

/** Signs out here, on the server, and in all tabs. Says so when the server does not end the session. */
export async function signOut(): Promise<void> {
  const person = personOf(current());
  if (!person) return;
  const request = auth.signOut();
  clearDraftsOf(personKey(person));
  keep.markSignedOut();
  endHere('Signing out on the server…');
  const notice = await request.then(
    () => null,
    (error: unknown) => refusedSignOut(error, person.tenantId),
  );
  if (current().phase === 'signed-out') set({ phase: 'signed-out', notice });
}
