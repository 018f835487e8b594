import { elapsedMs, type Instant } from '../lib/clock';
import { useNow } from './use-now';

const SECOND = 1_000;

/** How long the server asked to wait, counted from a moment. It only informs: the operator decides whether to try sooner. */
export function RetryCountdown({ seconds, since }: { seconds: number; since: Instant }) {
  const now = useNow();
  const left = Math.ceil(seconds - elapsedMs(since, now) / SECOND);
  return (
    <p className="mt-2 font-medium">{left > 0 ? `Try again in ${left} s.` : 'You can try again now.'}</p>
  );
}
