import { appendRow } from '../audit/chain/append-row';
import type { Reading, Store } from '../ports/store';
import { gatewayState, isDue, shownGateways, shownLeaked } from './effect';

/** The newest engage whose effect is not written down yet; null when there is none. Engages have odd epochs. */
async function openEngage(reading: Reading): Promise<{ epoch: number; changedAt: number } | null> {
  const { engaged, epoch: newest, changedAt } = await reading.switchState();
  const epoch = engaged ? newest : newest - 1;
  return epoch > (await reading.effectEpoch()) && changedAt !== null ? { epoch, changedAt } : null;
}

async function due(reading: Reading, leaseMs: number) {
  const open = await openEngage(reading);
  if (!open) return null;
  const { epoch, changedAt } = open;
  const { now } = reading;
  const gateways = await reading.gateways();
  const states = gateways.map((gateway) => gatewayState(gateway, epoch, { now, leaseMs }));
  return isDue(states, { changedAt, now }) ? { epoch, changedAt, now, leaseMs, gateways } : null;
}

/**
 * Writes down what the newest engage did, once: when every gateway has confirmed it or refuses by itself, or ten seconds after
 * it. The row names the gateways and the calls that were still allowed. Resolves to true when it wrote the row now.
 */
export async function recordEffect(
  store: Store,
  tenantId: string,
  { leaseMs, newId }: { leaseMs: number; newId: () => string },
): Promise<boolean> {
  // Most of the time there is nothing to write, and reading keeps nobody waiting.
  if (!(await store.read(tenantId, (reading) => due(reading, leaseMs)))) return false;
  return store.transaction(tenantId, async (tx) => {
    const found = await due(tx, leaseMs);
    if (!found) return false;
    const { epoch } = found;
    await appendRow(tx, {
      id: newId(),
      action: 'kill_switch_effect',
      requestId: newId(),
      metadata: {
        epoch,
        gateways: shownGateways(found),
        leaked: shownLeaked({ ...found, leaked: await tx.leakedCalls(epoch) }),
      },
    });
    await tx.saveEffectEpoch(epoch);
    return true;
  });
}
