import { sha256Hex } from '../audit/chain/chain';
import type { Actor, Person, Session } from '../ports/records';
import type { Reading, Transaction } from '../ports/store';
import type { Call } from './call';
import { isReply, refuseAtGateway, unauthorized, type Reply } from './reply';

export interface Caller {
  person: Person;
  session: Session;
}

/** As an audit row names this person from now on. */
export const actorOf = ({ id, email, fullName }: Person): Actor => ({ id, email, name: fullName || null });

/**
 * The session of the request. A bearer token counts more than the cookie, even when it is invalid. As the running Aegis does, it
 * answers 401 first (even when the tenant is missing as well), then 400, or 403 for another tenant.
 */
async function findSession(call: Call): Promise<Session | Reply> {
  const token = call.bearer ?? call.cookie;
  const session = token === null ? null : await call.ports.store.findSession(sha256Hex(token));
  if (!session) return unauthorized();
  const { tenant } = call;
  if (tenant === null) return refuseAtGateway(400, 'X-Tenant-ID header is required');
  if (tenant === session.tenantId) return session;
  const named = call.path.startsWith('/auth/') ? await call.ports.store.findTenant(tenant) : null;
  return named?.id === session.tenantId
    ? session
    : refuseAtGateway(403, 'X-Tenant-ID does not match the session');
}

/** Read again in the same transaction as what is done: a session may have ended, and a role may have been taken away. */
async function callerIn(reading: Reading, { tokenHash }: Session): Promise<Caller | Reply> {
  const session = await reading.session(tokenHash);
  const person = session && (await reading.person(session.personId));
  if (!session || !person || session.expiresAt <= reading.now) return unauthorized();
  return person.active ? { person, session } : refuseAtGateway(403, 'User is inactive');
}

/** A 429 when this person or address has used up what `limit` gives it. */
export type Limit = (key: string) => Reply | null;

/** Reads for the caller. */
export async function readAs<T = Reply>(
  call: Call,
  limit: Limit,
  work: (reading: Reading, caller: Caller) => Promise<T | Reply>,
): Promise<T | Reply> {
  const session = await findSession(call);
  if (isReply(session)) return session;
  return (
    limit(session.personId) ??
    call.ports.store.read(session.tenantId, async (reading) => {
      const caller = await callerIn(reading, session);
      return isReply(caller) ? caller : work(reading, caller);
    })
  );
}

/** Changes something for the caller. What a refusal has written is kept, too. */
export async function changeAs(
  call: Call,
  limit: Limit,
  work: (tx: Transaction, caller: Caller) => Promise<Reply>,
): Promise<Reply> {
  const session = await findSession(call);
  if (isReply(session)) return session;
  return (
    limit(session.personId) ??
    call.ports.store.transaction(session.tenantId, async (tx) => {
      const caller = await callerIn(tx, session);
      return isReply(caller) ? caller : work(tx, caller);
    })
  );
}
