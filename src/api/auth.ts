import { array, fallback, is, number, object, unknown } from 'valibot';
import { isPathPart } from '../lib/tenant-id';
import { ApiError, isApiError } from './errors/api-error';
import { apiUrl, currentConnection, urlPart } from './http/connection';
import { killSwitchPath } from './kill-switch';
import { request } from './http/request';
import type { Answer } from './http/request';
import {
  killSwitchStatusSchema,
  personSchema,
  signedOutSchema,
  ssoProviderSchema,
  tokenGrantSchema,
} from './schemas';
import type { Person, SignedOut, TokenGrant } from './schemas';
import { matchTenant } from './http/tenant';

export type SsoProvider = { id: string; name: string };

/** The gateway keeps the Content-Length of what it redacted, so that its right answers break off after their end. */
const REDACTED_TOO_LATE = { acceptCutOff: true } as const;
/** Of a read match answer breaks off. */
const TRIES = 3;

/** A session's length that is missing, or is no number, is not told: that is no reason not to sign in. */
const grantSchema = object({ ...tokenGrantSchema.entries, expires_in: fallback(number(), 0) });

/**
 * A gateway that blacks out part of a tenant's id does so in every answer. That tenant must still be able to sign in and
 * engage, so here only a different id is an error, and a redacted one is taken for the one that was asked for. The
 * status judges for itself.
 */
function checked<T extends { tenant_id: string }>(
  answer: Answer<T>,
  expected: string | undefined,
): Answer<T> {
  const { data, requestId } = answer;
  if (expected === undefined) return answer;
  const match = matchTenant(data.tenant_id, expected);
  if (match === 'other') throw new ApiError('wrong-tenant', { requestId });
  return match === 'same' ? answer : { ...answer, data: { ...data, tenant_id: expected } };
}

/**
 * Signs in and gets the cookie, asked once and never again: a second sign-in could meet the lock. Errors: `ApiError`; what
 * they prove: `proofOf`.
 */
export async function signIn(tenantId: string, email: string, password: string): Promise<Answer<TokenGrant>> {
  const body = { email, password };
  const to = { method: 'POST', path: '/auth/token', anonymous: true, ...REDACTED_TOO_LATE } as const;
  return checked(await request({ ...to, schema: grantSchema, tenantId, body }), tenantId);
}

/**
 * Who the session belongs to. The running gateway may refuse (403) or answer nothing ('unreadable'). A 401 (no session) is
 * told to the caller alone.
 * @param byCookie ask for the session that the cookie carries, not for that of this page's token
 */
export async function whoAmI(
  tenantId = currentConnection()?.tenantId,
  byCookie = false,
): Promise<Answer<Person>> {
  const to = { method: 'GET', path: '/auth/me', tries: TRIES, ...REDACTED_TOO_LATE } as const;
  return checked(
    await request({ ...to, schema: personSchema, tenantId, quiet: true, anonymous: byCookie }),
    tenantId,
  );
}

/** Whether the session reads a tenant's switch. Throws an `ApiError` where it does not, or the answer does not prove it. */
export async function readsSwitch(tenantId: string, byCookie: boolean): Promise<void> {
  const to = { method: 'GET', path: killSwitchPath(tenantId), quiet: true, anonymous: byCookie } as const;
  checked(await request({ ...to, schema: killSwitchStatusSchema, tenantId }), tenantId);
}

/** Whether the cookie reads a tenant's audit log. Throws an `ApiError` where it does not, or the answer does not prove it. */
export async function readsHistory(tenantId: string): Promise<void> {
  const to = {
    method: 'GET',
    path: '/audit/logs?limit=1&offset=0',
    anonymous: true,
    ...REDACTED_TOO_LATE,
  } as const;
  await request({ ...to, schema: object({}), tenantId, tries: TRIES });
}

/** Whether the system behind a path says that the session has ended; any other answer, or none, does not. */
export function saysEnded(path: string): Promise<boolean> {
  return request({ method: 'GET', path, schema: unknown(), quiet: true }).then(
    () => false,
    (error: unknown) => isApiError(error) && error.status === 401,
  );
}

/** A new token for the session in use; the old one stays valid until its own end. */
export async function renew(): Promise<Answer<TokenGrant>> {
  const tenantId = currentConnection()?.tenantId;
  return checked(
    await request({
      method: 'POST',
      path: '/auth/refresh',
      schema: grantSchema,
      tenantId,
      ...REDACTED_TOO_LATE,
    }),
    tenantId,
  );
}

/** Revokes the session and clears the cookie. A 401 (it was over already) is told to the caller alone. */
export function signOut(): Promise<Answer<SignedOut>> {
  return request({
    method: 'POST',
    path: '/auth/logout',
    schema: signedOutSchema,
    enveloped: false,
    quiet: true,
    ...REDACTED_TOO_LATE,
  });
}

/** The single sign-on providers; none after any failure, because password sign-in must not depend on this. */
export async function ssoProviders(): Promise<SsoProvider[]> {
  const schema = object({ providers: array(unknown()) });
  const to = { method: 'GET', path: '/auth/sso/providers', anonymous: true, enveloped: false } as const;
  const answer = await request({ ...to, schema, anyAge: true }).catch(() => null);
  return (answer?.data.providers ?? [])
    .filter((item) => is(ssoProviderSchema, item))
    .map((item) =>
      typeof item === 'string' ? { id: item, name: item } : { id: item.id, name: item.name || item.id },
    )
    .filter(({ id }) => /^[A-Za-z0-9_.-]{1,64}$/.test(id) && isPathPart(id));
}

/** Where a provider's sign-in begins: a page to go to, not a call. */
export function ssoLink(providerId: string, tenantId: string): string {
  return apiUrl(`/auth/sso/${urlPart(providerId)}?tenant_id=${urlPart(tenantId)}`);
}
