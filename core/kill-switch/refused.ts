import { appendRow } from '../audit/chain/append-row';
import type { Actor } from '../ports/records';
import type { Transaction } from '../ports/store';
import { namesOf } from './toggle';

const ONCE_IN_MS = 60_000;

/** Counts a toggle that was refused to a person. At most one row a minute says so, with how many it stands for. */
export async function recordRefusal(
  tx: Transaction,
  refused: { actor: Actor; engage: boolean; requestId: string; why: string },
  newId: () => string,
): Promise<void> {
  const { actor, engage, requestId, why } = refused;
  const { count, recordedAt } = await tx.refusals(actor.id);
  if (count > 0 && tx.now - recordedAt < ONCE_IN_MS)
    return tx.saveRefusals(actor.id, { count: count + 1, recordedAt });
  await appendRow(tx, {
    id: newId(),
    action: 'kill_switch_refused',
    decision: 'deny',
    requestId,
    metadata: { ...namesOf(actor), asked: engage ? 'engage' : 'disengage', why, count: Math.max(count, 1) },
  });
  // One stands for the row that was just written; what is counted on top of it is told by the next one.
  await tx.saveRefusals(actor.id, { count: 1, recordedAt: tx.now });
}
