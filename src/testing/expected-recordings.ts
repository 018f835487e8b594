import { expect } from 'vitest';
import type { ApiErrorKind } from '../api/errors/api-error';
import { TENANT } from './stub-server';

// The client's result for each recording of the running Aegis.

type Refusal = { status: number; words: string | null; code?: string; fields?: string[] };

const engaged = { data: { status: 'engaged', tenant_id: TENANT } };
const disengaged = { data: { status: 'disengaged', tenant_id: TENANT } };
const locked = { data: { ...engaged.data, reason: 'manual_admin_lockdown' } };
const invalid = (field: string) => ({ status: 422, words: 'Validation failed', fields: [field] });
const closed = { status: 403, words: 'Fail-Closed: decision service unavailable' };
const slow = {
  status: 504,
  code: 'decision_timeout',
  words: 'Decision pipeline exceeded the gateway deadline.',
};
const internal = { status: 500, words: 'An internal server error occurred' };
const redisDown = { status: 503, words: 'Security infrastructure timeout' };
const belowMin = (role: string, path: string) => ({
  status: 403,
  words: `role '${role}' below required min 'READ_ONLY' for GET ${path}`,
});
const noRule = (route: string) => ({
  status: 403,
  words: `no RBAC rule covers ${route} — add an entry to services/gateway/_rbac_map.py`,
});
const switchPath = `/decision/kill-switch/${TENANT}`;
const rows = (total: number, length: number) => ({
  data: {
    rows: expect.toSatisfy((list: unknown[]) => list.length === length),
    total,
    unreadable: 0,
    foreign: 0,
    redactedTenant: 0,
  },
});

const granted = {
  data: {
    access_token: '***JWT_REDACTED***',
    token_type: 'bearer',
    expires_in: 900,
    tenant_id: TENANT,
    role: 'OWNER',
  },
};

export const answers: Record<string, { data: unknown }> = {
  'dec-01-status-disengaged': { data: { ...disengaged.data, reason: null } },
  'dec-02-engage-action-reason': engaged,
  'dec-03-status-engaged': locked,
  'dec-06-delete-no-body': disengaged,
  'dec-10-engage-empty-reason': engaged,
  'dec-12-delete-json-body-reason': disengaged,
  'gwp-01-token': granted,
  // The Content-Length is wrong, because the gateway redacted its answer after counting. The answer is complete.
  'auth-01-token-right': granted,
  'gwp-02-me': {
    data: {
      id: '54303b04-1554-4f0c-b59b-285ecb1d2b3e',
      email: '***EMAIL_REDACTED***',
      full_name: 'Olga Owner',
      role: 'OWNER',
      tenant_id: TENANT,
      is_active: true,
      created_at: '2026-11-21T08:11:57.054356Z',
    },
  },
  'gwp-05-logs-kill_switch_engaged': rows(25, 3),
  'gwp-05-logs-kill_switch_disengaged': rows(27, 3),
  'auth-20-logout-laxrbac': { data: { success: true, message: 'Cleared session cookies.' } },
  'aud-80-logs-kill_switch_engaged-limit20': rows(20, 3),
  'aud-83-logs-offset-past-end': rows(20, 0),
  'aud-91-logs-two-actions': rows(0, 0),
  'aud-93-verify': {
    data: {
      valid: false,
      error: 'Audit tampering detected',
      processed_count: 1,
      error_count: 1,
      violations: [],
    },
  },
  'aud-99-verify-tenant-without-rows': {
    data: {
      valid: true,
      processed_count: 0,
      error_count: 0,
      violations: [],
      details: 'No logs found to verify.',
    },
  },
  'pg-03-down-delete': disengaged,
  'redis-00-engage-before': engaged,
  'redis-11-back-status': locked,
};

export const refusals: Record<string, Refusal> = {
  'dec-09-engage-runbook-reason-engaged_by': invalid('action'),
  'dec-14-post-action-unknown': invalid('action'),
  'dec-16-post-malformed-json': invalid(''),
  'dec-20-put-wrong-method': { status: 405, words: 'Method Not Allowed' },
  'dec-30-viewer-status': { status: 403, words: 'Kill switch requires ADMIN or SECURITY role' },
  'dec-40-other-tenant-get': { status: 403, words: 'Cross-tenant kill-switch operation rejected' },
  'gw-02-engage-action-reason': noRule(`POST ${switchPath}`),
  'gw-30-security-status': belowMin('SECURITY', switchPath),
  'gw-30-viewer-status': belowMin('VIEWER', switchPath),
  'gw-110-decision-down-status': closed,
  'gw-113-decision-hung-status': slow,
  'gwlax-09-engage-runbook-reason-engaged_by': { status: 422, words: null },
  'gwlax-16-post-malformed-json': closed,
  'gwlax-31-viewer-engage': {
    status: 403,
    words: 'Write operations require OWNER, ADMIN, or SECURITY_ANALYST role',
  },
  'gwlax-111-decision-down-engage': closed,
  'gwlax-114-decision-hung-engage': slow,
  'auth-02-token-wrong-password': { status: 401, words: 'Invalid credentials' },
  'auth-10-me-viewer': belowMin('VIEWER', '/auth/me'),
  'auth-12-me-none': { status: 401, words: 'Unauthorized' },
  'auth-15-lockout-6': { status: 401, words: 'Too many failed attempts — locked for 60s' },
  'auth-16-logout': noRule('POST /auth/logout'),
  'auth-21-status-after-logout': { status: 401, words: 'Unauthorized' },
  'aud-84-logs-limit0': invalid('limit'),
  'aud-85-logs-limit-abc': invalid('limit'),
  'pg-05-down-audit-logs': internal,
  'redis-01-down-status': internal,
  'redis-02-down-engage': internal,
  'redis-04-down-gw-status': redisDown,
  'redis-05-down-gwlax-engage': redisDown,
};

export const unusable: Record<string, ApiErrorKind> = {
  // A browser follows the redirect; the target is another origin, or the answer itself.
  'gw-24-status-trailing-slash': 'redirected',
  // The connection broke off before anything arrived.
  'auth-09-me-owner': 'unreadable',
};
