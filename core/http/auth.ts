import { appendRow } from '../audit/chain/append-row';
import { sha256Hex } from '../audit/chain/chain';
import { afterWrongPassword, isLocked, LOCK_SECONDS } from '../identity/sign-in-tries';
import { namesOf } from '../kill-switch/toggle';
import type { Person } from '../ports/records';
import type { Transaction } from '../ports/store';
import { field, type Call } from './call';
import { actorOf, changeAs, readAs, type Limit } from './caller';
import { ok, refuse, refuseAtGateway, type Reply } from './reply';

const SESSION_SECONDS = 900;

const refuseSignIn = (error: string): Reply => ({ status: 401, body: { success: false, error } });
const locked = () => refuseSignIn(`Too many failed attempts — locked for ${LOCK_SECONDS}s`);
const wrong = () => refuseSignIn('Invalid credentials');

/** A session for 900 s, whose token only the client keeps. */
async function grant(tx: Transaction, { ports }: Call, { id: personId, role }: Person): Promise<Reply> {
  const { id: tenantId, name } = tx.tenant;
  const expiresAt = tx.now + SESSION_SECONDS * 1_000;
  const token = ports.newToken({ personId, tenantId, expiresAt, role });
  await tx.saveSession({ tokenHash: sha256Hex(token), personId, tenantId, expiresAt });
  const granted = {
    access_token: token,
    token_type: 'bearer',
    expires_in: SESSION_SECONDS,
    tenant_id: tenantId,
    tenant_name: name,
    role,
  };
  return { ...ok(granted), session: { token, seconds: SESSION_SECONDS } };
}

export async function signIn(call: Call, limit: Limit): Promise<Reply> {
  const { ports, body, origin, tenant: named } = call;
  if (named === null) return refuseAtGateway(400, 'X-Tenant-ID header is required');
  const limited = limit(origin.address);
  if (limited) return limited;
  const [sent, password] = [field(body, 'email'), field(body, 'password')];
  if (typeof sent !== 'string' || typeof password !== 'string')
    return refuse(400, 'email and password are required');
  const email = sent.trim().toLowerCase();

  const tenant = await ports.store.findTenant(named);
  const known = tenant
    ? await ports.store.read(tenant.id, async (reading) => ({
        person: await reading.personByEmail(email),
        locked: isLocked(await reading.tries(email, origin.address), reading.now),
      }))
    : null;
  if (known?.locked) return locked();
  // Outside of any transaction, because it takes its time. It takes as long for somebody who does not exist.
  const fits = await ports.verifyPassword(known?.person?.passwordHash ?? null, password);
  if (!tenant) return wrong();
  return ports.store.transaction(tenant.id, (tx) => decideSignIn(tx, call, email, known?.person, fits));
}

async function decideSignIn(
  tx: Transaction,
  call: Call,
  email: string,
  known: Person | null | undefined,
  fits: boolean,
): Promise<Reply> {
  const { address } = call.origin;
  const tries = await tx.tries(email, address);
  if (isLocked(tries, tx.now)) return locked();
  const person = await tx.personByEmail(email);
  // The password was compared with what stood there before: if it was changed meanwhile, it is not known to fit.
  if (!person || !fits || person.passwordHash !== known?.passwordHash) {
    const after = afterWrongPassword(tries, tx.now);
    await tx.saveTries(email, address, after);
    if (!isLocked(after, tx.now)) return wrong();
    if (person) await recordLock(tx, call, person);
    return locked();
  }
  if (!person.active) return refuseSignIn('User is inactive');
  await tx.saveTries(email, address, { count: 0, lockedUntil: 0 });
  return grant(tx, call, person);
}

/** Only for people who exist: otherwise anybody could fill the chain. */
async function recordLock(tx: Transaction, { ports, origin, requestId }: Call, person: Person) {
  const { address } = origin;
  ports.observe({ kind: 'locked-sign-in', tenantId: tx.tenant.id, address });
  const metadata = { ...namesOf(actorOf(person)), ...(address ? { address } : {}) };
  await appendRow(tx, {
    id: ports.newId(),
    action: 'sign_in_locked',
    decision: 'deny',
    requestId,
    metadata,
  });
}

export function whoAmI(call: Call, limit: Limit): Promise<Reply> {
  return readAs(call, limit, async ({ tenant }, { person }) => {
    const { id, email, fullName, role, active, createdAt } = person;
    return ok({
      id,
      email,
      full_name: fullName,
      role,
      tenant_id: tenant.id,
      tenant_name: tenant.name,
      is_active: active,
      created_at: new Date(createdAt).toISOString(),
    });
  });
}

export function renewSession(call: Call, limit: Limit): Promise<Reply> {
  return changeAs(call, limit, (tx, { person }) => grant(tx, call, person));
}

/** Also for a session that is over: a person who signs out must always end up without a cookie. */
export async function signOut({ ports, tenant, bearer, cookie }: Call): Promise<Reply> {
  if (tenant === null) return refuseAtGateway(400, 'X-Tenant-ID header is required');
  for (const token of [bearer, cookie]) {
    const tokenHash = token === null ? null : sha256Hex(token);
    const session = tokenHash === null ? null : await ports.store.findSession(tokenHash);
    if (session) await ports.store.transaction(session.tenantId, (tx) => tx.endSession(session.tokenHash));
  }
  return {
    status: 200,
    body: { success: true, message: 'Cleared session cookies.' },
    session: { token: null, seconds: 0 },
  };
}

export const listSsoProviders = ({ ports }: Call): Reply => ({
  status: 200,
  body: { providers: [...ports.ssoProviders] },
});
