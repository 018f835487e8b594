import type { components } from '../contract/contract';
import { isReply, refuse, type Reply } from '../http/reply';
import { exitEvent, exitRecord, isEarlier, type Act } from './actions';
import type { Desk } from './desk';
import { signedRecord, unsignedRecord } from './sign';
import { FACTORY_SETTINGS, type ApprovalRecord } from './state';
import { readGuardian, type WrittenStatus } from './status';

type Schemas = components['schemas'];

/** What a person's actions do, in the order in which it is done. Each answers what came of it, or why it was refused. */

export function enter(desk: Desk, act: Act): WrittenStatus | Reply {
  return desk.tell({ type: 'enter', act }) ?? readGuardian(desk.state());
}

/** A KILL file that exists is recorded first; then this is refused. */
export async function acknowledge(desk: Desk, act: Act): Promise<WrittenStatus | Reply> {
  await desk.lookNow();
  return desk.tell({ type: 'acknowledge', act }) ?? readGuardian(desk.state());
}

/**
 * Looks, reads and verifies everything, signs, keeps the record durably, and only then is NORMAL: if nothing has come
 * in between.
 */
export async function exit(desk: Desk, act: Act): Promise<ApprovalRecord | Reply> {
  if (desk.state().mode !== 'NORMAL') {
    await desk.lookNow();
    await desk.verifyNow();
  }
  const refusal = desk.tell({ type: 'ask-exit', act });
  if (refusal) return refusal;
  const unsigned = unsignedRecord(exitRecord(desk.state(), act), await desk.publicKey());
  const record = signedRecord(unsigned, await desk.sign(unsigned.bytes));
  // A switch may have been set meanwhile.
  const late = desk.tell({ type: 'ask-exit', act });
  if (late) return late;
  const { id } = await desk.record(exitEvent(desk.state(), act, record));
  return desk.tell({ type: 'exit', act, record, event: id }) ?? record;
}

/** F7 §3: the backup comes first, and is compared before anything is written. */
export async function resetPolicy(desk: Desk, act: Act): Promise<Schemas['PolicyReset']> {
  const settings = { ...FACTORY_SETTINGS };
  const { backup, hashBefore, policy } = await desk.resetPolicy(settings, act.at);
  desk.tell({ type: 'policy-reset', act, backup, policy });
  return {
    backup_file: backup,
    policy_hash_before: hashBefore,
    policy_hash_after: policy.hash,
    settings,
    correlation_id: act.correlationId,
  };
}

/**
 * Restores the newest earlier version that is retained and verifies now. A newer one may be kept as well: the upgrade that was
 * rolled back before. Refused with 409 when there is none.
 */
export async function rollBack(desk: Desk, act: Act): Promise<Schemas['CoreRollback'] | Reply> {
  await desk.verifyNow();
  const { version: from, backups } = desk.state().core;
  const version = backups.find((backup) => isEarlier(backup, from))?.version;
  if (version === undefined) return refuse(409, 'no_verified_backup');
  await desk.activate(version);
  const refusal = desk.tell({ type: 'rolled-back', act, version });
  if (isReply(refusal)) return refusal;
  return {
    from_version: from,
    to_version: version,
    backup_verified: true,
    correlation_id: act.correlationId,
  };
}
