import { shownEffect } from '../kill-switch/effect';
import type { Reading } from '../ports/store';

/** The effect of the tenant's newest toggle. */
export async function readEffect(reading: Reading, leaseMs: number) {
  const { epoch, engaged, changedAt } = await reading.switchState();
  const gateways = await reading.gateways();
  const calls = await reading.calls(epoch);
  const leaked = engaged ? await reading.leakedCalls(epoch) : { items: [], complete: true };
  return shownEffect({ epoch, engaged, changedAt, now: reading.now, leaseMs, gateways, calls, leaked });
}
