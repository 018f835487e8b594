import { isApiError } from '../../../api/errors/api-error';
import { explainError } from '../../../api/errors/explain-error';
import { refusalCause } from '../../../api/errors/refusal-cause';
import type { ErrorWords } from '../../../ui/error-message';

/** Why a request to the control API failed. */
export type ControlFailure =
  /** The server has no control API, or it is switched off: both give the same answer. */
  | 'absent'
  /** The admin token is missing or wrong. */
  | 'token'
  /** There was no usable answer. */
  | 'unreachable'
  /** The control API answered and refused. */
  | 'refused'
  /** The control API answered, but the frontend was not stopped. */
  | 'not-stopped'
  /** Nothing was sent: this device is offline. */
  | 'not-asked';

/**
 * Whether a refusal proves that it comes from the host's own control API. This decides where the host's secret may be sent,
 * so a refusal that a gateway could have made does not count. It must be plain `{detail}` without an envelope, as the
 * control API answers, and be about the admin token itself.
 */
export function isControlApis(error: unknown): boolean {
  if (!isApiError(error) || error.kind !== 'http' || !error.bare) return false;
  return [401, 403].includes(error.status ?? 0) && /\badmin[\s_-]?token\b/i.test(error.serverWords ?? '');
}

/**
 * The failure that an error of `/control` means. A 401 or 403 of the control API itself is about the admin token, never
 * about the session. `shown` is true when this server has proved to be the control API.
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
      'There is none at this address, or it is switched off: ENABLE_CONTROL_API is not 1. If it must stay off, go to step 2.',
  },
  token: {
    title: 'The admin token is missing or wrong',
    advice: 'Ask the host’s team for its admin token. Type it again.',
  },
  unreachable: null,
  refused: null,
  'not-stopped': null,
  'not-asked': null,
};

/** Removes the admin token from a text of the host, in case the host repeats it. */
export function withoutToken(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '[admin token]');
}

/** A failure of `/control` in words, without the admin token of that request. */
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

/** The admin token as it will be sent; '' for none. Its error messages never repeat what was typed. */
export function checkToken(typed: string): TokenCheck {
  const token = typed.trim();
  return /^[\x20-\x7E]*$/.test(token)
    ? { ok: true, token }
    : {
        ok: false,
        problem: 'Use plain ASCII characters only. Nothing was sent.',
      };
}
