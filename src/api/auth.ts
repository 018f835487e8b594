import { array, fallback, is, number, object, unknown } from 'valibot';
import { isPathPart, isUuid, keptTenantId } from '../lib/tenant-id';
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
import { matchTenant, sameTenant } from './http/tenant';

export type SsoProvider = { id: string; name: string };

/** The gateway redacts its answers but keeps their old Content-Length, so correct answers appear cut off at the end. */
const REDACTED_TOO_LATE = { acceptCutOff: true } as const;
/** How often a reading is sent when its answer is cut off. */
const TRIES = 3;

/** A session length that is missing or not a number counts as not reported: that is no reason to refuse the sign-in. */
const grantSchema = object({ ...tokenGrantSchema.entries, expires_in: fallback(number(), 0) });

/**
 * A gateway that redacts part of a tenant's id does so in every answer. That tenant must still be able to sign in and
 * engage. So only a different id is an error here, and a redacted id is taken for the expected one. The status of the switch
 * makes its own check. Where a name was asked for, the answer must have it, and its id is the one to use from then on.
 */
function checked<T extends { tenant_id: string; tenant_name?: string | null }>(
  answer: Answer<T>,
  expected: string | undefined,
): Answer<T> {
  const { data, requestId } = answer;
  if (expected === undefined || (isName(expected, data.tenant_name) && keptTenantId(data.tenant_id)))
    return answer;
  const match = matchTenant(data.tenant_id, expected);
  if (match === 'other') throw new ApiError('wrong-tenant', { requestId });
  return match === 'same' ? answer : { ...answer, data: { ...data, tenant_id: expected } };
}

/** Whether `asked` is no id and the answer has it as the tenant's name. */
function isName(asked: string, inAnswer: string | null | undefined): boolean {
  return !isUuid(asked) && inAnswer != null && sameTenant(asked, inAnswer);
}

/**
 * Signs in and gets the cookie. Sent once and never repeated: a second sign-in could meet the lock of the account.
 * Errors: `ApiError`; `proofOf` says what they prove.
 */
export async function signIn(tenantId: string, email: string, password: string): Promise<Answer<TokenGrant>> {
  const body = { email, password };
  const to = { method: 'POST', path: '/auth/token', anonymous: true, ...REDACTED_TOO_LATE } as const;
  return checked(await request({ ...to, schema: grantSchema, tenantId, body }), tenantId);
}

/**
 * Who the session belongs to. The running gateway may refuse (403) or answer with nothing ('unreadable'). A 401 (no session)
 * is reported only to the caller.
 * @param byCookie ask for the session of the cookie, not for that of this page's token
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

/**
 * Checks that the session may read the tenant's switch. Throws an `ApiError` when it may not, or when the answer does not
 * prove it.
 */
export async function readsSwitch(tenantId: string, byCookie: boolean): Promise<void> {
  const to = { method: 'GET', path: killSwitchPath(tenantId), quiet: true, anonymous: byCookie } as const;
  checked(await request({ ...to, schema: killSwitchStatusSchema, tenantId }), tenantId);
}

/**
 * Checks that the cookie may read the tenant's audit log. Throws an `ApiError` when it may not, or when the answer does not
 * prove it.
 */
export async function readsHistory(tenantId: string): Promise<void> {
  const to = {
    method: 'GET',
    path: '/audit/logs?limit=1&offset=0',
    anonymous: true,
    ...REDACTED_TOO_LATE,
  } as const;
  await request({ ...to, schema: object({}), tenantId, tries: TRIES });
}

/** Whether the system behind a path says that the session has ended. Any other answer, or no answer, does not say so. */
export function saysEnded(path: string): Promise<boolean> {
  return request({ method: 'GET', path, schema: unknown(), quiet: true }).then(
    () => false,
    (error: unknown) => isApiError(error) && error.status === 401,
  );
}

/** Gets a new token for the session in use. The old token stays valid until it expires. */
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

/** Revokes the session and clears the cookie. A 401 (the session was over already) is reported only to the caller. */
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

/** The single sign-on providers. Empty after any failure, because password sign-in must not depend on this. */
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
