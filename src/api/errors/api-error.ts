/** What went wrong, as far as the browser can tell. `http` is a refusal by the server; `status` says which. */
export type ApiErrorKind =
  | 'offline' // refused here, nothing was sent
  | 'unreachable' // DNS, connection refused or lost, CORS: the browser does not say which
  | 'timeout'
  | 'http'
  | 'redirected' // a toggle or sign-in that was redirected; the redirect was not followed
  | 'unreadable' // 2xx, but HTML, empty, cut off or not JSON
  | 'too-large' // larger than the console reads; the rest is not known
  | 'cached' // an answer that is old by its own headers, or older than one that was read before
  | 'contradictory' // an answer that contradicts itself
  | 'wrong-shape'
  | 'wrong-tenant'
  | 'wrong-host' // the status of another host than the one that was asked for
  | 'redacted-tenant';

export type FieldError = { readonly field: string; readonly message: string };

/** `details` of an 'unreadable' answer that is a web page, such as a captive portal or the page of a proxy. */
export const WEB_PAGE = 'web-page';

/** `details` of an 'unreadable' answer whose connection broke before its end. */
export const BROKE_OFF = 'broke-off';

/** As `BROKE_OFF`, when the answer to every other question about the same sign-in broke off, too. */
export const CUTS_OFF = 'cuts-off';

/** What may be known about a failure in addition to its kind. */
export type Known = Partial<
  Pick<
    ApiError,
    'status' | 'code' | 'serverWords' | 'fieldErrors' | 'bare' | 'details' | 'requestId' | 'retryAfterSeconds'
  >
>;

/** Every failure of a request, except a cancellation by the caller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null = null;
  /** The server's machine code, e.g. `decision_timeout`; never a sentence. */
  readonly code: string | null = null;
  /** The server's own sentence, trimmed, at most 300 characters; untrusted text. */
  readonly serverWords: string | null = null;
  readonly fieldErrors: readonly FieldError[] = [];
  /** The refusal is `{detail: "…"}` and nothing else: plain JSON without an envelope. */
  readonly bare: boolean = false;
  /**
   * More about the error. For a refusal: `data` of its envelope, for example of a 409. For an 'unreadable' answer: why
   * (`WEB_PAGE`, `BROKE_OFF`). For a 'cached' one: its age in ms. For a 'too-large' one: the limit in bytes.
   */
  readonly details: unknown = null;
  readonly requestId: string = '';
  /** 0 to 86 400. */
  readonly retryAfterSeconds: number | null = null;

  constructor(kind: ApiErrorKind, known: Known = {}) {
    super(kind); // The server's words are left out, because messages end up in logs.
    this.kind = kind;
    Object.assign(this, known);
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}
