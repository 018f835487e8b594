import { isApiError } from '../errors/api-error';

/** What a failed action proves about its own outcome. */
export type Proof =
  /** The request never left this device. */
  | 'not-sent'
  /** The server refused this person or this request. That says nothing about the state: read it back (law 4). */
  | 'refused'
  /** The action may have worked: the answer was lost, late, broken or contradictory, or the server itself failed. */
  | 'unknown';

/** The codes of the control plane for what was not committed, or not taken by the host. */
const NOTHING_DONE: readonly string[] = ['store_unavailable', 'host_silent', 'host_refuses'];

/**
 * The one place that decides what an error proves, for every action: toggle, Guardian action, host stop, sign-in, sign-out.
 * Only 'not-sent' proves that nothing changed. After the others, the state must be read.
 */
export function proofOf(error: unknown): Proof {
  if (!isApiError(error)) return 'unknown';
  if (error.kind === 'offline') return 'not-sent';
  // A redirect that was not followed counts as refused, though this server may have done something before it redirected.
  if (error.kind === 'redirected') return 'refused';
  const status = error.status ?? 0;
  if (error.code !== null && NOTHING_DONE.includes(error.code)) return 'refused';
  return error.kind === 'http' && status >= 300 && status < 500 ? 'refused' : 'unknown';
}
