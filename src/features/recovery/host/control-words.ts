import { isApiError } from '../../../api/errors/api-error';
import { explainError } from '../../../api/errors/explain-error';
import { refusalCause } from '../../../api/errors/refusal-cause';
import type { ErrorWords } from '../../../ui/error-message';

/** What became of asking the control API for something. */
export type ControlFailure =
  /** There is none on this server, or it is switched off: both answer alike. */
  | 'absent'
  /** The admin token is missing or wrong. */
  | 'token'
  /** Nothing usable answered. */
  | 'unreachable'
  /** It answered, and would not. */
  | 'refused'
  /** It was asked to stop the frontend, and the frontend was not stopped. */
  | 'not-stopped'
  /** Nothing was asked: this device is offline. */
  | 'not-asked';

/**
 * Whether a refusal shows that the host's own control API made it. It decides where the host's secret may be sent, so a
 * refusal that a gateway could have made as well does not count: plain `{detail}` without an envelope, as the control API
 * answers, and about the admin token itself.
 */
export function isControlApis(error: unknown): boolean {
  if (!isApiError(error) || error.kind !== 'http' || !error.bare) return false;
  return [401, 403].includes(error.status ?? 0) && /\badmin[\s_-]?token\b/i.test(error.serverWords ?? '');
}

/**
 * Which failure an error of `/control` is. A 401 or 403 of the control API's own is about the admin token, never about the
 * session; `shown` tells whether this server has shown itself as the control API.
 */
export function controlFailure(error: unknown, shown: boolean): ControlFailure {
  if (!isApiError(error)) return 'unreachable';
  if (error.kind === 'offline') return 'not-asked';
  if (error.kind !== 'http') return 'unreachable';
  const status = error.status ?? 0;
  const cause = refusalCause(error);
  if (status === 404 || cause === 'no-rule') return 'absent';
  if (isControlApis(error)) return 'token';
  if ((status === 401 || status === 403) && shown && error.bare && cause === null) return 'token';
  return status >= 500 ? 'unreachable' : 'refused';
}

const special: Record<ControlFailure, { title: string; advice: string } | null> = {
  absent: {
    title: 'This server has no control API',
    advice:
      'There is none behind this address, or it is switched off there: ENABLE_CONTROL_API is not 1. If it must stay so, go on with step 2.',
  },
  token: {
    title: 'The admin token is missing or wrong',
    advice: 'Ask whoever runs the host for its admin token, and type it again.',
  },
  unreachable: null,
  refused: null,
  'not-stopped': null,
  'not-asked': null,
};

/** Takes the admin token out of a text of the host's, should the host repeat it. */
export function withoutToken(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '[admin token]');
}

/** A failure of `/control` in words, without the admin token that was used for it. */
export function explainControl(error: unknown, shown: boolean, token = ''): ErrorWords {
  const words = explainError(error, 'host');
  const { serverWords } = words;
  return {
    ...words,
    ...special[controlFailure(error, shown)],
    serverWords: serverWords && withoutToken(serverWords, token),
  };
}

export type TokenCheck = { ok: true; token: string } | { ok: false; problem: string };

/** The admin token as it will be sent; '' for none. Never repeats what was typed. */
export function checkToken(typed: string): TokenCheck {
  const token = typed.trim();
  return /^[\x20-\x7E]*$/.test(token)
    ? { ok: true, token }
    : {
        ok: false,
        problem:
          'Use plain ASCII characters only: nothing else can be sent as an admin token. Nothing was sent.',
      };
}
