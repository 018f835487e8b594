// @vitest-environment node
import { expect, it } from 'vitest';
import { ApiError } from './api-error';
import { readRefusal } from './read-refusal';
import { refusalCause, type RefusalCause } from './refusal-cause';

const refusal = (status: number, body: unknown) =>
  new ApiError('http', readRefusal(status, new Headers(), JSON.stringify(body)));

it.each<[number, unknown, RefusalCause | null]>([
  [
    403,
    { error: 'Forbidden', detail: 'no RBAC rule covers POST /decision/kill-switch/1 — add an entry' },
    'no-rule',
  ],
  [
    403,
    { error: 'Forbidden', detail: "role 'VIEWER' below required min 'READ_ONLY' for GET /auth/me" },
    'role',
  ],
  [403, { success: false, error: 'Kill switch requires ADMIN or SECURITY role' }, 'role'],
  [403, { success: false, error: 'Write operations require OWNER, ADMIN, or SECURITY_ANALYST role' }, 'role'],
  [403, { success: false, error: 'Cross-tenant kill-switch operation rejected' }, 'tenant'],
  [403, { success: false, error: 'Tenant is blocked' }, 'tenant-blocked'],
  [403, { success: false, error: 'Tenant blocked due to security violation' }, 'tenant-blocked'],
  [403, { success: false, error: 'Fail-Closed: decision service unavailable' }, 'service-down'],
  [403, { success: false, error: 'Fail-Closed: audit service unavailable' }, 'service-down'],
  [401, { success: false, error: 'Too many failed attempts — locked for 55s' }, 'locked'],
  [429, { success: false, error: 'Too many authentication failures from this IP' }, 'sign-in-limit'],
  [401, { success: false, error: 'An internal server error occurred' }, 'sign-in-failed'],
  [401, { success: false, error: 'Account locked. Try again in 5 minutes.' }, 'locked'],
  [429, { success: false, error: 'Too many failed login attempts' }, 'locked'],
  [423, { detail: 'account_locked' }, 'locked'],
  [429, { success: false, error: 'Too many attempts from this IP address' }, 'sign-in-limit'],
  [401, { success: false, error: 'Internal Server Error' }, 'sign-in-failed'],
  [401, { success: false, error: 'internal_error' }, 'sign-in-failed'],
  [401, { detail: 'Something went wrong' }, 'sign-in-failed'],
  [401, { detail: 'could not connect to server: Connection refused' }, 'sign-in-failed'],
  [401, { success: false, error: 'Invalid credentials' }, null],
  [401, { success: false, error: 'User is inactive' }, null],
  [403, { success: false, error: 'Forbidden' }, null],
  [403, {}, null],
  [500, { success: false, error: 'An internal server error occurred' }, null],
  [404, { detail: 'no rule' }, null],
])('%i %j has the cause %s', (status, body, cause) => {
  expect(refusalCause(refusal(status, body))).toBe(cause);
});

it('only a refusal by the server has a cause', () => {
  expect(
    refusalCause(new ApiError('unreadable', { status: 403, serverWords: 'Tenant is blocked' })),
  ).toBeNull();
  expect(refusalCause(new Error('Tenant is blocked'))).toBeNull();
});
