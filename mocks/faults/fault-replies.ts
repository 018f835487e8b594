import type { RefusalFault } from './fault-names';
import {
  isReply,
  refuse,
  refuseAtGateway,
  unauthorized,
  validationFailed,
  type Reply,
} from '../../core/http/reply';
import { noRule } from './no-rule';
import { membersOf } from './change-answer';
import { jsonWire, textWire, toWire, type Wire } from '../wire';

export interface FaultyRequest {
  method: string;
  /** The path as in the contract, with the tenant filled in. */
  path: string;
  requestId: string;
}

const html = (status: number, title: string, words: string) =>
  textWire(
    status,
    `<!doctype html><html><head><title>${title}</title></head><body><h1>${words}</h1></body></html>`,
    {
      'Content-Type': 'text/html; charset=utf-8',
    },
  );

const isGuardian = (path: string) => path.startsWith('/guardian/');

const tooMany = 'Rate limit exceeded';
const blankReason = {
  type: 'string_too_short',
  loc: ['body', 'reason'],
  msg: 'String should have at least 1 character',
};

/** The catch-all of the running gateway. It can follow an action that was done before the gateway failed. */
export const FAIL_CLOSED = 'Fail-Closed: decision service unavailable';

export function timeout(requestId: string): Wire {
  return jsonWire(504, {
    success: false,
    error: 'decision_timeout',
    detail: 'Decision pipeline exceeded the gateway deadline.',
    meta: { code: 504, category: 'timeout', request_id: requestId },
  });
}

/** Taken from recordings of the running Aegis where they exist. */
const replies: Record<RefusalFault, (asked: FaultyRequest) => Wire | Reply> = {
  '400': () => refuse(400, 'bad_request'),
  '401': () => unauthorized(),
  '403': ({ path }) =>
    refuse(403, `${isGuardian(path) ? 'Guardian' : 'Kill switch'} requires ADMIN or SECURITY role`),
  '403-tenant': ({ path }) => {
    const what = isGuardian(path) ? 'Guardian' : 'kill-switch';
    return refuse(403, `Cross-tenant ${what} operation rejected`);
  },
  '403-tenant-blocked': () => refuseAtGateway(403, 'Tenant is blocked'),
  '403-no-rule': ({ method, path }) => noRule(method, path),
  '403-fail-closed': () => refuseAtGateway(403, FAIL_CLOSED),
  '401-failed': () => refuse(401, 'An internal server error occurred'),
  '404': () => jsonWire(404, { detail: 'Not Found' }),
  '409': () => refuse(409, 'conflict'),
  '412': () => refuse(412, 'precondition_failed'),
  '422': () => validationFailed({ ...blankReason, input: '' }),
  '422-detail-list': () => jsonWire(422, { detail: [blankReason] }),
  '429': () => refuseAtGateway(429, tooMany, { 'Retry-After': '12' }),
  '429-no-retry-after': () => refuseAtGateway(429, tooMany),
  '429-address': () => refuseAtGateway(429, 'Too many authentication failures from this IP'),
  '500': () => refuse(500, 'An internal server error occurred'),
  '502-html': () => html(502, '502 Bad Gateway', '502 Bad Gateway'),
  '503': () => refuseAtGateway(503, 'Security infrastructure timeout'),
  '504': ({ requestId }) => timeout(requestId),
  'problem-json': () =>
    jsonWire(
      500,
      {
        type: 'https://aegis.example/problems/upstream',
        title: 'Upstream failure',
        status: 500,
        detail: 'The decision service closed the connection.',
      },
      { 'Content-Type': 'application/problem+json' },
    ),
  html: () => html(200, 'Guest Wi-Fi', 'Accept the terms to go online'),
};

/** The reply of `fault`: in the envelope, except for the host control API, which has none. */
export function refusalFor(fault: RefusalFault, asked: FaultyRequest): Wire {
  const made = replies[fault](asked);
  if (!isReply(made)) return made;
  // Where no rule covers the route, the gateway itself answers, whatever service is behind it.
  if (fault === '403-no-rule' || !asked.path.startsWith('/control/')) return toWire(made);
  const { error } = membersOf(JSON.stringify(made.body));
  return toWire({ ...made, body: { detail: error ?? 'Refused' } });
}
