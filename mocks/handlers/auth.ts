import type { PersonaKey } from '../seeds/personas';
import { noRule, refuse, Refusal, succeed } from '../reply';
import { checkPassword, issueSession, revoke, roleOf, SESSION_SECONDS } from '../sessions';
import { isKnownToGateway } from '../roles';
import { field, limitRate, requireCallerWithinRate, requireTenant, type Call } from './call';
import type { Routes } from './route';

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
  return { status: 200, body: succeed(data), cookie: token };
}

export const authRoutes: Pick<
  Routes,
  '/auth/token' | '/auth/me' | '/auth/refresh' | '/auth/logout' | '/auth/sso/providers'
> = {
  '/auth/token': {
    post(call) {
      const tenantId = requireTenant(call);
      limitRate(call, tenantId);
      const email = field(call.body, 'email');
      const password = field(call.body, 'password');
      if (typeof email !== 'string' || typeof password !== 'string') {
        throw refuse(400, 'email and password are required');
      }
      return grant(call, checkPassword(call.db, tenantId, email, password, call.now));
    },
  },
  '/auth/me': {
    get(call) {
      const { persona, role } = requireCallerWithinRate(call);
      if (call.faults.has('me-refused') && !isKnownToGateway(role)) throw belowMinimum(role);
      const { id, email, fullName, tenantId } = persona;
      const data = { id, email, full_name: fullName, role, tenant_id: tenantId };
      return { status: 200, body: succeed({ ...data, is_active: true, created_at: HIRED_AT }) };
    },
  },
  '/auth/refresh': {
    post(call) {
      const { key } = requireCallerWithinRate(call);
      if (call.faults.has('renewal-refused')) throw noRule('POST', '/auth/refresh');
      return grant(call, key);
    },
  },
  '/auth/logout': {
    post(call) {
      limitRate(call, requireTenant(call));
      if (call.faults.has('logout-refused')) throw noRule('POST', '/auth/logout');
      // Also for a session that is over: whoever wants out must end up without a cookie.
      revoke(call.db, call.bearer);
      revoke(call.db, call.cookie);
      return { status: 200, body: { success: true, message: 'Cleared session cookies.' }, cookie: null };
    },
  },
  '/auth/sso/providers': {
    get: (call) => ({ status: 200, body: { providers: [...call.ssoProviders] } }),
  },
};

/** As recorded from the running gateway, which knows no VIEWER or AUDITOR. */
function belowMinimum(role: string): Refusal {
  const detail = `role '${role}' below required min 'READ_ONLY' for GET /auth/me`;
  return new Refusal({ status: 403, body: { error: 'Forbidden', detail } });
}
