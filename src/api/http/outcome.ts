import { isApiError } from '../errors/api-error';

/** What a failed action proves about its own outcome. */
export type Proof =
  /** It never left this device. */
  | 'not-sent'
  /** The server refused this person or this request. That says nothing about the state: read it back (law 4). */
  | 'refused'
  /** It may have worked: a lost, late, broken or contradictory answer, or a failure of the server's own. */
  | 'unknown';

/**
 * The one place that decides what an error proves, for every action: toggle, Guardian action, host stop, sign-in, sign-out.
 * Only 'not-sent' proves that nothing was changed; after the others the state has to be read.
 */
export function proofOf(error: unknown): Proof {
  if (!isApiError(error)) return 'unknown';
  if (error.kind === 'offline') return 'not-sent';
  // Pointed elsewhere and not followed: refused, though this server may have done something before.
  if (error.kind === 'redirected') return 'refused';
  const status = error.status ?? 0;
  return error.kind === 'http' && status >= 300 && status < 500 ? 'refused' : 'unknown';
}
