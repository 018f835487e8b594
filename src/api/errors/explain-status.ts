import type { ApiError } from './api-error';
import { currentConnection } from '../http/connection';
import { isServiceFailure, refusalCause, type RefusalCause } from './refusal-cause';

/** What the person was doing. The same error means different things for different tasks. */
export type Doing =
  | 'status'
  | 'engage'
  | 'disengage'
  | 'history'
  | 'full-history'
  /** Asking who is signed in, before anybody has typed anything. */
  | 'start'
  | 'sign-in'
  | 'session'
  /** Reading the status of the Guardian. */
  | 'safe-mode'
  | 'enter-safe-mode'
  /** A request to the Guardian that only ADMIN may send. */
  | 'recover'
  /** A request to the Guardian that changes nothing: verify, export. */
  | 'diagnose'
  /** The host's own API. */
  | 'host';

export type Words = readonly [title: string, advice: string];

export const REPORT = 'Send the details below to your Aegis team.';

/** Whether the task changes something: then its outcome matters more than its answer. */
export function isLever(doing: Doing): boolean {
  return rightRoles[doing].lever === true;
}

const OPERATORS = ['ADMIN', 'SECURITY'];
const READERS = ['ADMIN', 'SECURITY', 'AUDITOR'];

/** The roles that may do it, to name them to somebody who was refused. Empty where any role may. */
const rightRoles: Record<Doing, { roles: readonly string[]; lever?: true }> = {
  status: { roles: OPERATORS },
  engage: { roles: OPERATORS, lever: true },
  disengage: { roles: OPERATORS, lever: true },
  history: { roles: READERS },
  'full-history': { roles: READERS },
  start: { roles: [] },
  'sign-in': { roles: [] },
  session: { roles: [] },
  'safe-mode': { roles: READERS },
  'enter-safe-mode': { roles: OPERATORS, lever: true },
  recover: { roles: ['ADMIN'], lever: true },
  diagnose: { roles: READERS },
  host: { roles: [], lever: true },
};

/** The names of the same roles on newer servers. */
const newerNames: Record<string, string> = { ADMIN: 'OWNER', SECURITY: 'SECURITY_ANALYST' };

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** For example "Re-login with …", never with the role that the person has; '' where no other role would help. */
function roleAdvice(doing: Doing): string {
  const own = currentConnection()?.role;
  const { roles } = rightRoles[doing];
  const others = roles.filter((role) => role !== own);
  const newer = roles.flatMap((role) => newerNames[role] ?? []).filter((role) => role !== own);
  if (roles.length === 0) return '';
  const named = others.length > 0 ? either(others) : either(newer);
  return `Re-login with ${named}${others.length > 0 && newer.length > 0 ? ` (on some servers ${either(newer)})` : ''}.`;
}

/** Systems whose 401 alone does not end a session (docs/decisions/008). It does end one when nothing can be asked any more. */
const sideSystem: { [Key in Doing]?: string } = {
  history: 'The audit log',
  'full-history': 'The audit log',
  'safe-mode': 'The Guardian',
};

/**
 * Whether the server says that the reason is missing. The dialog sends no empty reason, so part of the request or all of it
 * was lost on the way.
 */
function missesTheReason({ status, code, fieldErrors }: ApiError): boolean {
  if (status === 411) return true;
  if (fieldErrors.length > 0) return fieldErrors.some(({ field }) => /^$|reason/.test(field));
  return code === null || /reason|body/.test(code);
}

/** A 403 has many meanings. Where its words name one, the advice is about that one. */
const forbidden: Partial<Record<RefusalCause, (doing: Doing) => Words>> = {
  'no-rule': (doing) => [
    'This gateway has no rule for this (403)',
    `Nobody can do it, with any role, here or by curl, until your Aegis team adds one.${isLever(doing) ? ' Until then stop the agents another way: pause their traffic at the load balancer, or stop them on their hosts.' : ''}`,
  ],
  'service-down': () => [
    'A service behind the gateway failed (403)',
    'The gateway refuses everything while a service behind it fails, also after that service did its work. It is not about your role.',
  ],
  'tenant-blocked': () => [
    'The tenant is blocked (403)',
    'It is not about your role. Only your Aegis team can lift that.',
  ],
  tenant: () => [
    'The session is another tenant’s (403)',
    'Check the tenant ID, and sign in for that tenant.',
  ],
};

function explain403(error: ApiError, doing: Doing): Words {
  const cause = refusalCause(error);
  const known = cause && forbidden[cause]?.(doing);
  if (known) return known;
  const why = error.serverWords
    ? 'If your role is right, the words above name the cause.'
    : 'No cause was given: a proxy or firewall may have refused in the server’s place.';
  return ['The server refused (403)', [roleAdvice(doing), why].filter(Boolean).join(' ')];
}

function explainInvalid(error: ApiError, doing: Doing): string {
  if (doing === 'disengage' && missesTheReason(error))
    return 'A proxy between here and Aegis may have dropped the body of the DELETE, and your reason with it.';
  return doing === 'sign-in' ? 'Check what you typed.' : `Correct what the words above name. ${REPORT}`;
}

/** Words for a refusal, by status (law 9). */
export function explainStatus(error: ApiError, doing: Doing): Words {
  const status = error.status ?? 0;
  switch (status) {
    case 400:
    case 411:
    case 422:
      return [`The server did not accept what was sent (${status})`, explainInvalid(error, doing)];
    case 401:
      if (isServiceFailure(error))
        return ['A service behind the gateway failed (401)', 'Your session is not affected.'];
      return sideSystem[doing] && error.requestId
        ? [
            `${sideSystem[doing]} did not accept your session (401)`,
            `Only this service refused your session. ${REPORT}`,
          ]
        : ['The session has ended (401)', 'Sign in again.'];
    case 403:
      return explain403(error, doing);
    case 404:
      return ['Not found (404)', 'Check the tenant ID and the address of the API.'];
    case 409:
    case 412:
      // The page of the action says, by the code, what is in the way and how to clear it.
      if (/safe-mode|recover/.test(doing))
        return [
          `The Guardian’s state does not allow it (${status})`,
          'Clear what blocks it, or check the state: perhaps you are done.',
        ];
      return [
        `The state had already changed (${status})`,
        'Someone else just changed it. If that is what you wanted, you are done.',
      ];
    case 429:
      return [
        'Too many requests (429)',
        'A runaway agent may be using up the tenant’s quota. Wait, then try again.',
      ];
  }
  if (status >= 500)
    return [
      status === 500 ? 'The server failed (500)' : `The server is not available (${status})`,
      'The server or a service behind it is down.',
    ];
  return status < 300
    ? ['The server reported an error', 'It took the request and named a failure.']
    : [`The server refused (${status})`, REPORT];
}
