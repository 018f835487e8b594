import type { Db, Session } from './db';
import { randomBase64Url, toBase64Url } from './ids';
import { personaById, personaKeys, personas, type Persona, type PersonaKey } from './seeds/personas';
import { Refusal, refuseAtGateway, unauthorized } from './reply';

export const SESSION_SECONDS = 900;
const LOCK_SECONDS = 60;
const ATTEMPTS_BEFORE_LOCK = 6;

export interface Caller {
  session: Session;
  persona: Persona;
  key: PersonaKey;
  /** The present role, which may differ from the role when the token was issued. */
  role: string;
}

export function roleOf(db: Db, key: PersonaKey): string {
  return db.roleOverrides[key] ?? personas[key].role;
}

/** Issues a session for 900 s from `now` (ms). Its token looks like a JWT, but only the server's memory decides. */
export function issueSession(db: Db, key: PersonaKey, now: number): Session {
  const { id: personId, tenantId } = personas[key];
  const id = crypto.randomUUID();
  const iat = Math.floor(now / 1_000);
  const claims = {
    sub: personId,
    tenant_id: tenantId,
    role: roleOf(db, key),
    iat,
    exp: iat + SESSION_SECONDS,
  };
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { ...claims, jti: id },
  ].map((part) => JSON.stringify(part));
  const token = [...parts.map(toBase64Url), randomBase64Url(32)].join('.');
  const session = { id, token, personId, tenantId, expiresAt: now + SESSION_SECONDS * 1_000, revoked: false };
  db.sessions = [...db.sessions.filter((other) => other.expiresAt > now), session];
  return session;
}

/** The session of a bearer token or, without one, of a cookie, and its person. Throws 401, or 403 for a switched-off user. */
export function authenticate(db: Db, token: string | null, now: number): Caller {
  const session = db.sessions.find((candidate) => candidate.token === token);
  if (!session || session.revoked || session.expiresAt <= now) throw unauthorized();
  const found = personaById(session.personId);
  if (!found) throw unauthorized();
  if (db.deactivated.includes(found.key)) throw refuseAtGateway(403, 'User is inactive');
  return { session, ...found, role: roleOf(db, found.key) };
}

export function revoke(db: Db, token: string | null) {
  const session = db.sessions.find((candidate) => candidate.token === token);
  if (session) session.revoked = true;
}

const refuseSignIn = (error: string) => new Refusal({ status: 401, body: { success: false, error } });

/** The person with this email and password in this tenant. Throws 401. The sixth wrong password locks the account for 60 s. */
export function checkPassword(
  db: Db,
  tenantId: string,
  email: string,
  password: string,
  now: number,
): PersonaKey {
  const name = email.trim().toLowerCase();
  const account = `${tenantId}|${name}`;
  const locked = refuseSignIn(`Too many failed attempts — locked for ${LOCK_SECONDS}s`);
  const failed = db.failedLogins[account] ?? { count: 0, lockedUntil: 0 };
  if (failed.lockedUntil > now) throw locked;
  const key = personaKeys.find((k) => personas[k].tenantId === tenantId && personas[k].email === name);
  if (!key || personas[key].password !== password) {
    const locks = failed.count + 1 >= ATTEMPTS_BEFORE_LOCK;
    db.failedLogins[account] = locks
      ? { count: 0, lockedUntil: now + LOCK_SECONDS * 1_000 }
      : { count: failed.count + 1, lockedUntil: 0 };
    throw locks ? locked : refuseSignIn('Invalid credentials');
  }
  if (db.deactivated.includes(key)) throw refuseSignIn('User is inactive');
  delete db.failedLogins[account];
  return key;
}
