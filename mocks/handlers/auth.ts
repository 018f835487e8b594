import { http } from 'msw';
import type { PersonaKey } from '../seeds/personas';
import { ok, refuse } from '../reply';
import { checkPassword, issueSession, revoke, roleOf, SESSION_SECONDS } from '../sessions';
import type { Answer } from './answer';
import { field, limitRate, requireCallerWithinRate, requireTenant, type Call } from './call';

const HIRED_AT = '2026-01-12T09:00:00Z';

function grant(call: Call, key: PersonaKey) {
  const { token, tenantId } = issueSession(call.db, key, call.now);
  const data = {
    access_token: token,
    token_type: 'bearer',
    expires_in: SESSION_SECONDS,
    tenant_id: tenantId,
    role: roleOf(call.db, key),
  };
  return { ...ok(data), cookie: token };
}

export const authHandlers = (answer: Answer) => [
  http.post(
    '*/auth/token',
    answer<'signIn'>((call) => {
      const tenantId = requireTenant(call);
      limitRate(call, tenantId);
      const email = field(call.body, 'email');
      const password = field(call.body, 'password');
      if (typeof email !== 'string' || typeof password !== 'string') {
        throw refuse(400, 'email and password are required');
      }
      return grant(call, checkPassword(call.db, tenantId, email, password, call.now));
    }),
  ),

  http.get(
    '*/auth/me',
    answer<'whoAmI'>((call) => {
      const { persona, role } = requireCallerWithinRate(call);
      const { id, email, fullName, tenantId } = persona;
      const person = { id, email, full_name: fullName, role, tenant_id: tenantId };
      return ok({ ...person, is_active: true, created_at: HIRED_AT });
    }),
  ),

  http.post(
    '*/auth/refresh',
    answer<'renewSession'>((call) => {
      const { key } = requireCallerWithinRate(call);
      return grant(call, key);
    }),
  ),

  http.post(
    '*/auth/logout',
    answer<'signOut'>((call) => {
      limitRate(call, requireTenant(call));
      // Also for a session that is over: a person who signs out must always end up without a cookie.
      revoke(call.db, call.bearer);
      revoke(call.db, call.cookie);
      return { status: 200, body: { success: true, message: 'Cleared session cookies.' }, cookie: null };
    }),
  ),

  http.get(
    '*/auth/sso/providers',
    answer<'listSsoProviders'>((call) => ({ status: 200, body: { providers: [...call.ssoProviders] } })),
  ),
];
