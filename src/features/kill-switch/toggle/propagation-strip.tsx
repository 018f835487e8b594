import { elapsedMs, type Instant } from '../../../lib/clock';
import { StateIcon } from '../../../ui/state-icon';

/** Every gateway worker sees the switch within this time after it was engaged. */
const PROPAGATION_MS = 5_000;
const SECOND = 1_000;

/** Counts down the propagation after an engage, then says what its end means. */
export function PropagationStrip({ since, now }: { since: Instant; now: Instant }) {
  const left = PROPAGATION_MS - elapsedMs(since, now);
  return (
    <div className="mt-4 flex gap-3 rounded-card border border-danger bg-danger-soft p-4">
      <StateIcon state="checking" className="size-5 shrink-0 max-md:mt-0.5" />
      {left > 0 ? (
        <p key="counting">
          <span className="font-semibold">
            Reaching the gateway workers: <span>{Math.ceil(left / SECOND)}</span> s.
          </span>{' '}
          Until then some may still accept new requests.
        </p>
      ) : (
        <p>
          <span className="font-semibold">Every gateway worker has had time to see it.</span> New requests get
          403. Requests already in flight may still finish.
        </p>
      )}
    </div>
  );
}
