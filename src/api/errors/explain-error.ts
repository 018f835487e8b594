import { BROKE_OFF, CUTS_OFF, isApiError, WEB_PAGE } from './api-error';
import type { ApiError, ApiErrorKind } from './api-error';
import { proofOf } from '../http/outcome';
import { formatDuration } from '../../lib/time';
import { explainCode, presentState } from './explain-code';
import { explainSignIn, isAuth } from './explain-sign-in';
import { explainStatus, isLever, REPORT } from './explain-status';
import type { Doing, Words } from './explain-status';

export type { Doing };

export type Explanation = {
  title: string;
  /** What the server said, including field errors. Untrusted text: show it as a quotation, isolated. */
  serverWords: string | null;
  advice: string;
  /** For example "HTTP 503 · code x · request 1234…", for the people who run the server. */
  quote: string;
};

const numberIn = (details: unknown): number => (typeof details === 'number' ? details : 0);

// A new kind without words breaks the build.
const byKind: Record<ApiErrorKind, (error: ApiError, doing: Doing) => Words> = {
  offline: () => ['This device is offline', 'Nothing was sent. Check the network of this device.'],
  unreachable: (_, doing) => [
    isLever(doing) ? 'The connection was lost' : 'The server cannot be reached',
    'Could not connect (DNS, refused or dropped).',
  ],
  timeout: () => ['The server did not answer in time', 'It may be overloaded, or the network is slow.'],
  http: (error, doing) =>
    explainCode(error, isLever(doing)) ??
    ((isAuth(doing) && explainSignIn(error, doing)) || explainStatus(error, doing)),
  redirected: () => [
    'The server pointed to another address',
    'Nothing was sent there. Check the address of the API.',
  ],
  unreadable: ({ details }, doing) =>
    details === WEB_PAGE
      ? [
          'Got a web page instead of data (a Wi-Fi sign-in page?)',
          'Something between here and the server answered.',
        ]
      : details === CUTS_OFF
        ? [
            'The server cuts off its own answers',
            'Every answer was cut off. The sign-in may have worked. Trying again will not help. Tell your Aegis team that the gateway shortens its answers and keeps their old Content-Length. Until then, act without the console, as told below.',
          ]
        : [
            'The answer broke off',
            doing === 'sign-in'
              ? 'The sign-in may have worked.'
              : details === BROKE_OFF
                ? 'The server announced more than it sent. If that happens every time, trying again will not help.'
                : 'It was empty or incomplete.',
          ],
  'too-large': ({ details }) => [
    'The answer was too large',
    `This console reads at most ${numberIn(details).toLocaleString('en')} bytes of such an answer. ${REPORT}`,
  ],
  cached: ({ details }) => [
    'A cache answered in the server’s place',
    `The answer is ${formatDuration(numberIn(details))} old, or older than one that was read before, by what it says of itself. ${REPORT} A cache must not stand before this API.`,
  ],
  contradictory: () => ['The answer contradicts itself', `Nothing in it is reliable. ${REPORT}`],
  'wrong-shape': () => ['The answer was not understood', `The versions may not fit. ${REPORT}`],
  'wrong-tenant': () => ['The answer was about another tenant', `Check the tenant ID. ${REPORT}`],
  'wrong-host': () => ['The answer was about another host', `Nothing is known about this one. ${REPORT}`],
  'redacted-tenant': () => [
    'The tenant was not confirmed',
    'The server redacted the tenant id in its answer. So nothing shows that it is about this tenant.',
  ],
};

/**
 * What the error means for the present task, and what to do next. The outcome of a lever is not part of it: reading back
 * shows that.
 */
function next(error: ApiError, doing: Doing): string {
  const { status } = error;
  const unknown = proofOf(error) === 'unknown';
  switch (doing) {
    case 'engage':
    case 'disengage':
    case 'enter-safe-mode':
    case 'recover':
      return unknown
        ? 'It may have worked. Check the state below before trying again.'
        : 'Your reason is saved.';
    case 'sign-in':
      if (error.details === CUTS_OFF) return '';
      return status !== null && status >= 300 && status < 500 ? '' : 'Then try again.';
    case 'start':
      return 'Signing in may still work.';
    case 'session':
      return 'Your text is safe.';
    case 'full-history':
      return 'What was loaded is kept. Try again.';
    case 'diagnose':
      return 'Nothing was changed. Try again.';
    case 'host':
      return unknown ? 'It may have worked. Read the host again before trying again.' : '';
    case 'status':
    case 'history':
    case 'safe-mode':
      return 'Retrying every 5 s.';
  }
}

/**
 * Any error in words, for an operator at 3 a.m.: what happened and what to do next. Chosen by kind, status and code, never
 * by the text of a message. The server's own words are shown beside these and never instead of them: a 403 has five
 * meanings.
 */
export function explainError(error: unknown, doing: Doing): Explanation {
  if (!isApiError(error))
    return {
      title: 'Something in this page failed',
      serverWords: null,
      advice: `Reload the page. ${isLever(doing) ? 'Check the state before trying again. ' : ''}${REPORT}`,
      quote: `page error · ${error instanceof Error ? error.name : typeof error}`,
    };
  const { kind, status, code, requestId } = error;
  const [title, advice] = byKind[kind](error, doing);
  const fields = error.fieldErrors.map(({ field, message }) => (field ? `${field}: ${message}` : message));
  const failure = kind === 'http' ? null : kind;
  const quote = [
    status && `HTTP ${status}`,
    failure,
    code && `code ${code}`,
    requestId && `request ${requestId}`,
  ];
  return {
    title,
    serverWords: [error.serverWords, presentState(error), ...fields].filter(Boolean).join(' · ') || null,
    advice: `${advice} ${next(error, doing)}`.trim(),
    quote: quote.filter(Boolean).join(' · '),
  };
}
