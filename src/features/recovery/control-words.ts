import { isApiError } from '../../api/api-error';
import { explainError } from '../../api/explain-error';
import type { ErrorWords } from '../../ui/error-message';

/** What became of asking the control API for something. */
export type ControlFailure =
  /** It is switched off on that host. */
  | 'off'
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

/** Which failure an error of `/control` is. Its 401 and 403 are about the admin token, never about the session. */
export function controlFailure(error: unknown): ControlFailure {
  if (!isApiError(error)) return 'unreachable';
  if (error.kind === 'offline') return 'not-asked';
  if (error.kind !== 'http') return 'unreachable';
  const status = error.status ?? 0;
  if (status === 404) return 'off';
  if (status === 401 || status === 403) return 'token';
  return status >= 500 ? 'unreachable' : 'refused';
}

const special: Record<ControlFailure, { title: string; advice: string } | null> = {
  off: {
    title: 'The control API is switched off on this host',
    advice: 'ENABLE_CONTROL_API is not 1. Nothing was stopped. If it must stay off, go on with step 2.',
  },
  token: {
    title: 'The admin token is missing or wrong',
    advice: 'Nothing was stopped. Ask whoever runs the host for its admin token, and type it again.',
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
export function explainControl(error: unknown, token = ''): ErrorWords {
  const words = explainError(error, 'host');
  const { serverWords } = words;
  return {
    ...words,
    ...special[controlFailure(error)],
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
