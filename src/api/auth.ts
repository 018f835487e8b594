import { array, is, object, unknown } from 'valibot';
import { isRedacted } from '../lib/text';
import { isApiError } from './api-error';
import { apiUrl, currentConnection, urlPart } from './connection';
import { request } from './request';
import type { Answer } from './request';
import { personSchema, signedOutSchema, ssoProviderSchema, tokenGrantSchema } from './schemas';
import type { Person, SignedOut, TokenGrant } from './schemas';
import { assertTenant } from './tenant';

export type SsoProvider = { id: string; name: string };

/**
 * A gateway that blacks out part of a tenant's id does so in every answer. That tenant must still be able to sign in and
 * engage, so here only a different id is an error, and a redacted one is taken for the one that was asked for. The
 * status judges for itself.
 */
function checked<T extends { tenant_id: string }>(
  answer: Answer<T>,
  expected: string | undefined,
): Answer<T> {
  const { data } = answer;
  if (expected === undefined) return answer;
  if (isRedacted(data.tenant_id)) return { ...answer, data: { ...data, tenant_id: expected } };
  assertTenant(data.tenant_id, expected, answer);
  return answer;
}

/** Signs in and gets the cookie. Errors: `ApiError`; after 'unreadable' the sign-in may have worked: ask `whoAmI`. */
export async function signIn(tenantId: string, email: string, password: string): Promise<Answer<TokenGrant>> {
  const body = { email, password };
  const to = { method: 'POST', path: '/auth/token', anonymous: true } as const;
  return checked(await request({ ...to, schema: tokenGrantSchema, tenantId, body }), tenantId);
}

/**
 * Who the session belongs to. The running gateway may refuse (403) or answer nothing ('unreadable'). A 401 (no session) is
 * told to the caller alone.
 */
export async function whoAmI(tenantId = currentConnection()?.tenantId): Promise<Answer<Person>> {
  return checked(
    await request({ method: 'GET', path: '/auth/me', schema: personSchema, tenantId, quiet: true }),
    tenantId,
  );
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
    await request({ method: 'POST', path: '/auth/refresh', schema: tokenGrantSchema, tenantId }),
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
    .filter(({ id }) => /^[A-Za-z0-9_.-]{1,64}$/.test(id));
}

/** Where a provider's sign-in begins: a page to go to, not a call. */
export function ssoLink(providerId: string, tenantId: string): string {
  return apiUrl(`/auth/sso/${urlPart(providerId)}?tenant_id=${urlPart(tenantId)}`);
}
