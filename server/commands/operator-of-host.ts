import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { appendRow, type AuditAction } from '../../core/audit/chain/append-row';
import type { Actor } from '../../core/ports/records';
import type { Transaction } from '../../core/ports/store';

/** Who uses a command: the account on this host. */
export function operatorOfHost(): Actor {
  return { id: `cli:${accountName()}@${hostname()}`, email: null, name: null };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Leaves a row of what the account on this host changed. `facts` must hold neither a password nor a key. */
export async function recordChange(
  tx: Transaction,
  action: AuditAction,
  facts: Record<string, unknown>,
): Promise<void> {
  const id = randomUUID();
  await appendRow(tx, { id, action, requestId: id, metadata: { actor: operatorOfHost().id, ...facts } });
}
