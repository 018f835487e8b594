import { appendRow } from '../audit/chain/append-row';
import type { Actor, SwitchState } from '../ports/records';
import type { Transaction } from '../ports/store';

export interface ToggleOrder {
  engage: boolean;
  actor: Actor;
  /** Judged before (`judgeReason`). */
  reason: string;
  requestId: string;
  /** Where the order came from; null for a command on the server's own host. */
  address: string | null;
  /** Only if the switch is still in this epoch; null for any. */
  expectedEpoch: number | null;
  /** Puts a message for the webhook into the outbox. */
  announce: boolean;
}

/** `already`: the switch was in that state. `epoch-changed`: somebody has toggled since. Neither changes anything. */
export type ToggleOutcome = { kind: 'changed' | 'already' | 'epoch-changed'; state: SwitchState };

/** Toggles the tenant's switch with exactly one audit row, both in this transaction. */
export async function toggle(
  tx: Transaction,
  order: ToggleOrder,
  newId: () => string,
): Promise<ToggleOutcome> {
  const { engage, requestId, actor } = order;
  const before = await tx.switchState();
  if (order.expectedEpoch !== null && order.expectedEpoch !== before.epoch)
    return { kind: 'epoch-changed', state: before };
  if (before.engaged === engage) return { kind: 'already', state: before };

  // Half a character can be neither hashed nor signed.
  const reason = order.reason.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  const epoch = before.epoch + 1;
  const row = await appendRow(tx, {
    id: newId(),
    action: engage ? 'kill_switch_engaged' : 'kill_switch_disengaged',
    requestId,
    metadata: { ...namesOf(actor), ...(order.address ? { address: order.address } : {}), reason, epoch },
  });
  const { timestamp: changedAt, eventHash } = row;
  const state: SwitchState = { epoch, engaged: engage, reason, actor, changedAt, requestId, eventHash };
  await tx.saveSwitch(state);
  if (order.announce) await tx.enqueue(JSON.stringify({ ...state, tenant: tx.tenant }));
  return { kind: 'changed', state };
}

/** How an audit row names a person: the id, and the email and the name as of then. */
export function namesOf({ id, email, name }: Actor): Record<string, string> {
  return { actor: id, ...(email ? { actor_email: email } : {}), ...(name ? { actor_name: name } : {}) };
}
