import type { Finding } from '../action/finding';
import { askedSince } from '../api/http/asked-since';
import { useFirstKnown } from '../lib/take-in';
import type { SentAction } from './events';
import type { ModeState } from './mode';
import { isProven, type ReadAfter } from './read-after';
import { useGuardian } from './use-guardian';

function newestOf(state: ModeState, { host, settledAt }: SentAction): ReadAfter {
  if (state.kind === 'unknown' || state.kind === 'absent') return { status: null, why: 'unreadable' };
  if (state.kind !== 'confirmed' || !askedSince(state.answer, settledAt))
    return { status: null, why: 'reading' };
  const { data: status, serverTime } = state.answer;
  return (host ?? status.host) === status.host ? { status, serverTime } : { status: null, why: 'other-host' };
}

/**
 * What is read after an accepted action. Until the effect is proven, the newest reading counts. Once it is proven it stays
 * proven: what somebody does later is another change.
 */
export function useReadBack(sent: SentAction, judge: (read: ReadAfter) => Finding[]) {
  const { state } = useGuardian();
  const newest = newestOf(state, sent);
  const proven = useFirstKnown(newest.status && isProven(judge(newest)) ? newest : null);
  const read = proven ?? newest;
  return { read, findings: judge(read) };
}
