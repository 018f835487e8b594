import type { Answer } from './request';
import type { Instant } from '../../lib/clock';

/**
 * Whether an answer describes the state after a moment (law 7): it was requested after that moment, and it does not lag so
 * much that the server may have produced it before.
 */
export function askedSince({ askedAt, lagMs }: Pick<Answer<unknown>, 'askedAt' | 'lagMs'>, moment: Instant) {
  return askedAt.mono - lagMs >= moment.mono;
}
