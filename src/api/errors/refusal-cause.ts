import { isApiError } from './api-error';

/** What the words of a refusal are about. */
export type RefusalCause =
  /** The gateway has no rule for the route, so nobody may use it. */
  | 'no-rule'
  /** The person's role is too low for the server. */
  | 'role'
  /** The session belongs to another tenant. */
  | 'tenant'
  | 'tenant-blocked'
  /** The gateway's catch-all: a service behind it failed, perhaps after it did what was asked. */
  | 'service-down'
  /** Too many wrong passwords: the account is locked for a time. */
  | 'locked'
  /** Too many sign-ins from one address. */
  | 'sign-in-limit'
  /** The sign-in service failed; the password may be right. */
  | 'sign-in-failed';

type Row = { cause: RefusalCause; statuses: readonly number[]; words: RegExp };

/** The causes that mean a failure of the server itself. They say nothing about the person or the request. */
const failures: readonly (RefusalCause | null)[] = ['service-down', 'sign-in-failed'];

/** Whether the words of a refusal say that a service failed. Such a refusal is shown and repeated like an outage. */
export function isServiceFailure(error: unknown): boolean {
  return failures.includes(refusalCause(error));
}

/** Sentences of the running Aegis, and similar ones. The first row that matches counts. */
const rows: readonly Row[] = [
  { cause: 'no-rule', statuses: [403], words: /\bno (rbac |access |authori[sz]ation )?(rule|policy)\b/i },
  {
    cause: 'service-down',
    statuses: [401, 403],
    words:
      /fail[- ]?closed|\b(service|upstream|backend)\b.*\b(unavailable|unreachable|down|timeout|timed out)\b/i,
  },
  { cause: 'tenant-blocked', statuses: [403], words: /\btenant\b.*\b(blocked|suspended|disabled)\b/i },
  { cause: 'tenant', statuses: [403], words: /\bcross[- ]tenant\b|\b(other|another|wrong) tenant\b/i },
  {
    cause: 'role',
    statuses: [403],
    words:
      /\brole\b.*\b(below|required|insufficient|not allowed|may not)\b|\brequires?\b.*\broles?\b|\binsufficient role\b/i,
  },
  {
    cause: 'sign-in-limit',
    statuses: [401, 403, 429],
    words:
      /\bauthentication failures\b|\btoo many (failed )?(log|sign)[- ]?ins?\b(?! attempts)|\battempts\b.*\bfrom (this|your) (ip|address|network)\b/i,
  },
  {
    cause: 'locked',
    statuses: [401, 403, 423, 429],
    words:
      /\blocked\b|\block[- ]?out\b|\btoo many (failed |invalid |wrong |log[- ]?in |sign[- ]?in |password )*attempts\b/i,
  },
  {
    cause: 'sign-in-failed',
    statuses: [401, 403],
    words:
      /\b(internal|server|unexpected|unknown) error\b|\bsomething went wrong\b|\bcould not connect\b|\bconnection (refused|reset|failed|error)\b|\b(database|redis|postgres(ql)?)\b/i,
  },
];

/**
 * The cause of a refusal, by its words; null when they name none. Use it only for wording and polling, never to decide what
 * is true: servers change their words, and the catch-all can follow any outcome (field case A5).
 */
export function refusalCause(error: unknown): RefusalCause | null {
  if (!isApiError(error) || error.kind !== 'http') return null;
  const { status, serverWords, code } = error;
  const said = [serverWords, code?.replaceAll(/[_.-]/g, ' ')].filter(Boolean).join(' ');
  return rows.find((row) => row.statuses.includes(status ?? 0) && row.words.test(said))?.cause ?? null;
}
