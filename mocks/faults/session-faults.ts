import type { Reply } from '../../core/http/reply';
import { toWire } from '../wire';
import { membersOf } from './change-answer';
import { spoil } from './fault-spoilers';
import { isCall, type Misbehaviour } from './misbehave';
import { noRule } from './no-rule';

/** The running gateway's own names. It knows neither AUDITOR nor VIEWER, and refuses them at `/auth/me`. */
const KNOWN_TO_GATEWAY: readonly unknown[] = [
  'ADMIN',
  'OWNER',
  'SECURITY',
  'SECURITY_ANALYST',
  'READ_ONLY',
  'DEVELOPER',
];

/** Recorded from the running gateway, which knows no VIEWER or AUDITOR. */
function belowMinimum(role: unknown): Reply {
  const detail = `role '${String(role)}' below required min 'READ_ONLY' for GET /auth/me`;
  return { status: 403, body: { error: 'Forbidden', detail } };
}

export const meRefused: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  if (!isCall(asked, 'GET', '/auth/me') || wire.status !== 200) return wire;
  const { role } = membersOf(JSON.stringify(membersOf(wire.text)['data']));
  return KNOWN_TO_GATEWAY.includes(role) ? wire : toWire(belowMinimum(role));
};

export const meEmpty: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  const outcome = asked.path === '/auth/me' ? spoil('empty-body', wire, asked.requestId) : wire;
  return typeof outcome === 'object' ? outcome : wire;
};

/** The gateway has no rule for the route. */
const noRuleFor =
  (method: string, path: string): Misbehaviour =>
  async (asked, service, next) =>
    isCall(asked, method, path) ? toWire(noRule(method, path)) : next(asked, service);

export const renewalRefused = noRuleFor('POST', '/auth/refresh');
export const logoutRefused = noRuleFor('POST', '/auth/logout');
