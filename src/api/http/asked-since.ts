import type { Answer } from './request';
import type { Instant } from '../../lib/clock';

/**
 * Whether an answer tells of what is after a moment (law 7): it was asked for after it, and does not lag behind so far that
 * its server may have said it before.
 */
export function askedSince({ askedAt, lagMs }: Pick<Answer<unknown>, 'askedAt' | 'lagMs'>, moment: Instant) {
  return askedAt.mono - lagMs >= moment.mono;
}
