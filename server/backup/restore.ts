import { randomUUID } from 'node:crypto';
import { appendRow } from '../../core/audit/chain/append-row';
import { namesOf, toggle } from '../../core/kill-switch/toggle';
import type { Actor, AuditRecord } from '../../core/ports/records';
import type { Store, Transaction } from '../../core/ports/store';
import type { TenantPart } from './backup-file';
import { readBackup, type BackupPart } from './read-backup';

/** Reads the whole backup, and throws when anything is wrong with it. */
export async function checkBackup(path: string): Promise<void> {
  const parts = readBackup(path);
  while (!(await parts.next()).done);
}

/**
 * Puts a backup into an empty store. Every tenant is engaged afterwards: what happened since the backup is not known, and may
 * have been an engage.
 */
export async function loadBackup(
  path: string,
  store: Store,
  actor: Actor,
): Promise<{ tenants: string[]; rows: number }> {
  const parts = readBackup(path);
  const loaded = { tenants: Array<string>(), rows: 0 };
  let madeAt = '';
  let next = await parts.next();
  while (!next.done) {
    const part: BackupPart = next.value;
    if ('header' in part) madeAt = part.header.made_at;
    if (!('tenant' in part)) {
      next = await parts.next();
      continue;
    }
    const { tenant } = part.tenant;
    await store.addTenant(tenant);
    next = await store.transaction(tenant.id, async (tx) => {
      await saveTenant(tx, part.tenant);
      let row = await parts.next();
      for (; !row.done && 'row' in row.value; row = await parts.next()) await tx.append(row.value.row);
      await tx.saveSwitch(part.tenant.switch);
      await tx.saveEffectEpoch(part.tenant.effect_epoch);
      await recordRestore(tx, { actor, madeAt, rows: part.tenant.rows });
      return row;
    });
    loaded.tenants.push(tenant.name);
    loaded.rows += part.tenant.rows;
  }
  return loaded;
}

async function saveTenant(tx: Transaction, { people, agents, hosts }: TenantPart) {
  for (const person of people) await tx.savePerson(person);
  for (const agent of agents) await tx.saveAgent(agent);
  for (const host of hosts) await tx.saveHost(host);
}

async function recordRestore(
  tx: Transaction,
  { actor, madeAt, rows }: { actor: Actor; madeAt: string; rows: number },
): Promise<AuditRecord> {
  const requestId = randomUUID();
  const metadata = { ...namesOf(actor), backup_made_at: madeAt, rows };
  const record = await appendRow(tx, { id: randomUUID(), action: 'restored', requestId, metadata });
  const reason = `Restored from the backup of ${madeAt}. What happened since then is not known.`;
  const order = {
    engage: true,
    actor,
    reason,
    requestId,
    address: null,
    expectedEpoch: null,
    announce: true,
  };
  await toggle(tx, order, randomUUID);
  return record;
}
