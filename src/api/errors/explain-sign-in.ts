import type { ApiError } from './api-error';
import type { Doing, Words } from './explain-status';
import { refusalCause, type RefusalCause } from './refusal-cause';

/** The tasks for which the sign-in service is asked. */
type AuthDoing = Extract<Doing, 'sign-in' | 'start' | 'session'>;

export function isAuth(doing: Doing): doing is AuthDoing {
  return doing === 'sign-in' || doing === 'start' || doing === 'session';
}

const failed: Record<AuthDoing, Words> = {
  'sign-in': [
    'The sign-in service failed; your password may be right',
    'It or its database is down. Try again in a minute. Until then, act without the console, as told below.',
  ],
  start: ['The sign-in service failed', 'Nobody can tell who is signed in.'],
  session: ['The sign-in service failed', 'It or its database is down.'],
};

const byCause: Partial<Record<RefusalCause, (doing: AuthDoing) => Words | null>> = {
  'sign-in-failed': (doing) => failed[doing],
  // At the start no sign-in was refused, so explain-status says what the 403 means.
  'service-down': (doing) => (doing === 'sign-in' ? failed[doing] : null),
  locked: () => [
    'The account is locked after too many failed attempts',
    'Until the lock ends, even the right password is refused. Someone else in your tenant can act meanwhile.',
  ],
  'sign-in-limit': () => [
    'Too many failed sign-ins from this network address',
    'Everyone at this address counts, as in an office or a VPN. Wait some minutes, or use another network.',
  ],
};

/** Words for the refusals of the sign-in service, where they differ from those of other services; otherwise null. */
export function explainSignIn(error: ApiError, doing: AuthDoing): Words | null {
  const cause = refusalCause(error);
  const words = cause && byCause[cause]?.(doing);
  if (words) return words;
  if (error.status === 429) return ['Too many requests (429)', 'Wait, then try again.'];
  if (error.status === 401 && doing === 'sign-in')
    return [
      'Email, password or tenant ID is wrong',
      'After several attempts the account is locked for a while.',
    ];
  return null;
}

/** Seconds to wait before another attempt, from the words about a lock or from Retry-After. Only for a countdown. */
export function secondsToWait(error: ApiError): number | null {
  const words = refusalCause(error) === 'locked' ? (error.serverWords ?? '') : '';
  const [, count = '', unit = ''] = /(\d{1,5}) ?([smh])(?:(?:ec|in|our)[a-z]*)?\b/i.exec(words) ?? [];
  const inSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600 };
  return count ? Number(count) * (inSeconds[unit.toLowerCase()] ?? 1) : error.retryAfterSeconds;
}
