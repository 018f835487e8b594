import type { ApiError } from './api-error';

/** What the person was doing: the same error means different things. */
export type Doing =
  | 'status'
  | 'engage'
  | 'disengage'
  | 'history'
  | 'full-history'
  /** Asking, before anybody has typed anything, who is signed in. */
  | 'start'
  | 'sign-in'
  | 'session'
  /** Reading what the Guardian says. */
  | 'safe-mode'
  | 'enter-safe-mode'
  /** What only ADMIN may ask of the Guardian. */
  | 'recover'
  /** Something of the Guardian's that changes nothing: verify, export. */
  | 'diagnose'
  /** The host's own API. */
  | 'host';

export type Words = readonly [title: string, advice: string];

export const REPORT = 'Give the text below to whoever runs Aegis.';

/** Whether something is changed by it: its outcome matters more than its answer. */
export function isLever(doing: Doing): boolean {
  return rightRoles[doing].lever === true;
}

/** Who may do it, as words for somebody who was refused; null where any role may. */
const rightRoles: Record<Doing, { roles: string | null; lever?: true }> = {
  status: { roles: 'ADMIN or SECURITY' },
  engage: { roles: 'ADMIN or SECURITY', lever: true },
  disengage: { roles: 'ADMIN or SECURITY', lever: true },
  history: { roles: 'ADMIN or SECURITY (or AUDITOR)' },
  'full-history': { roles: 'ADMIN or SECURITY (or AUDITOR)' },
  start: { roles: null },
  'sign-in': { roles: null },
  session: { roles: null },
  'safe-mode': { roles: 'ADMIN or SECURITY (or AUDITOR)' },
  'enter-safe-mode': { roles: 'ADMIN or SECURITY', lever: true },
  recover: { roles: 'ADMIN', lever: true },
  diagnose: { roles: 'ADMIN or SECURITY (or AUDITOR)' },
  host: { roles: null, lever: true },
};

/** Whose 401 alone does not end a session (docs/decisions/008); it does if nothing was asked any more. */
const sideSystem: { [Key in Doing]?: string } = {
  history: 'The audit log',
  'full-history': 'The audit log',
  'safe-mode': 'The Guardian',
};

/** The dialog sends no empty reason: a server that misses it, or the whole body, did not get what was sent. */
function missesTheReason({ status, code, fieldErrors }: ApiError): boolean {
  if (status === 411) return true;
  if (fieldErrors.length > 0) return fieldErrors.some(({ field }) => /^$|reason/.test(field));
  return code === null || /reason|body/.test(code);
}

function explain403({ serverWords }: ApiError, doing: Doing): string {
  const cause = serverWords
    ? 'If your role is right, the words above name the cause (no rule for the route, tenant blocked, or the decision service is down).'
    : 'No cause was given: a proxy or firewall may have refused in the server’s place.';
  const { roles } = rightRoles[doing];
  return roles ? `Re-login with ${roles}. ${cause}` : cause;
}

function explainInvalid(error: ApiError, doing: Doing): string {
  if (doing === 'disengage' && missesTheReason(error))
    return 'A proxy between here and Aegis may have dropped the body of the DELETE, and your reason with it.';
  return doing === 'sign-in' ? 'Check what you typed.' : `Correct what the words above name. ${REPORT}`;
}

/** Words for a refusal, by status (safety.md). */
export function explainStatus(error: ApiError, doing: Doing): Words {
  const status = error.status ?? 0;
  switch (status) {
    case 400:
    case 411:
    case 422:
      return [`The server did not accept what was sent (${status})`, explainInvalid(error, doing)];
    case 401:
      return doing === 'sign-in'
        ? [
            'E-mail, password or tenant id is wrong',
            'After several attempts the account is locked for a while.',
          ]
        : sideSystem[doing] && error.requestId
          ? [
              `${sideSystem[doing]} did not accept your session (401)`,
              `Unless your password is asked for, only this service refuses it. ${REPORT}`,
            ]
          : ['The session has ended (401)', 'Sign in again.'];
    case 403:
      return ['The server refused (403)', explain403(error, doing)];
    case 404:
      return ['Not found (404)', 'Check the tenant ID and the address of the API.'];
    case 409:
    case 412:
      // What blocks, and what clears it, is told by the code where the action was asked for.
      if (/safe-mode|recover/.test(doing))
        return [
          `The Guardian’s state does not allow it (${status})`,
          'Clear what stands in the way, or look at the status: perhaps nothing is left to do.',
        ];
      return [
        `The state had already changed (${status})`,
        'Somebody may have been faster. If the status is what you wanted, nothing is left to do.',
      ];
    case 429:
      return [
        'Too many requests (429)',
        `${doing === 'sign-in' ? '' : 'A runaway agent may be using up the tenant’s quota. '}Wait, then try again.`,
      ];
  }
  if (status >= 500)
    return [
      status === 500 ? 'The server failed (500)' : `The server is not available (${status})`,
      'It, or a service behind it, is down or overloaded.',
    ];
  return status < 300
    ? ['The server reported an error', 'It took the request, and named a failure.']
    : [`The server refused (${status})`, REPORT];
}
