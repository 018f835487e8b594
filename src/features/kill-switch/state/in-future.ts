import { parseTimestamp } from '../../../lib/time';
import type { Instant } from '../../../lib/clock';
import type { StatusAnswer } from '../../../switch/derive-state';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { serverNow } from '../../../switch/watch';

/** A recorded time may be ahead of the server's clock by this much before it counts as being in the future, ms. */
const FUTURE_MS = 120_000;

export type EngagedProps = { latest: LatestToggle | null; answer: StatusAnswer; now: Instant };

/** Whether a recorded time lies in the future, by the clock of the server that answered. */
export const inFuture = (timestamp: string | null, { answer, now }: EngagedProps) =>
  (parseTimestamp(timestamp) ?? -Infinity) > serverNow(answer, now) + FUTURE_MS;
