import { useEffect, useState } from 'react';
import { elapsedMs, type Instant } from '../../../lib/clock';
import { announce } from '../../../stores/announcements';
import { StateIcon } from '../../../ui/state-icon';

/** Every gateway worker sees the switch within this time after it was engaged. */
export const PROPAGATION_MS = 5_000;
const SECOND = 1_000;
const HAD_TIME = 'Every worker has had time.';

/** Counts down the propagation after an engage, then says what its end means. Its end is announced, its ticks are not. */
export function GatewayRow({ since, now }: { since: Instant; now: Instant }) {
  const left = Math.ceil((PROPAGATION_MS - elapsedMs(since, now)) / SECOND);
  const done = left <= 0;
  const [wasDone] = useState(done);
  // Effect: time is what ends it, and a person who does not see the row waits for that.
  useEffect(() => {
    if (done && !wasDone) announce(HAD_TIME, 'polite');
  }, [done, wasDone]);
  return (
    <li className="flex gap-3 border-t border-hairline py-2.5">
      <StateIcon state="checking" className="size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p>{done ? HAD_TIME : 'Gateway workers pick it up'}</p>
        {left > 0 ? (
          <div key="counting">
            <progress
              aria-hidden="true"
              max={PROPAGATION_MS / SECOND}
              value={PROPAGATION_MS / SECOND - left}
              className="my-1 block h-1 w-full appearance-none bg-sunken [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-danger-solid [&::-moz-progress-bar]:bg-danger-solid"
            />
            <p>For an immediate hard stop, also pause traffic at the load balancer.</p>
          </div>
        ) : (
          <p>New agent calls are refused (403). Calls already running will finish.</p>
        )}
      </div>
      <span className="w-14 shrink-0 text-right text-muted">{left > 0 && `${left} s left`}</span>
    </li>
  );
}
