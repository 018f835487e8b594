import type { components } from '../contract/contract';
import { refuse, type Reply } from '../http/reply';
import { exitChecks } from './conditions';
import { logEvent } from './events';
import { signRecord, type RandomBytes, type Unsigned } from './sign';
import { FACTORY_SETTINGS, hashOf, type ApprovalRecord, type GuardianState } from './state';
import { changeMode, restart } from './watch';

type Schemas = components['schemas'];

/** The person who acts, the reason and the time. */
export interface Act {
  operator: string;
  reason: string;
  /** ms since the epoch. */
  at: number;
  /** A new UUID. Everything that is recorded of this action carries it. */
  correlationId: string;
}

const iso = (at: number) => new Date(at).toISOString();
/** A time for file names, which may contain no colon: `20261121T090000Z`. */
export const stamp = (at: number): string => iso(at).replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

/** Enters Safe Mode for an operator. Refused with 409 when it is already on. */
export function enterSafeMode(
  guardian: GuardianState,
  { operator, reason, at, correlationId }: Act,
): Reply | null {
  if (guardian.mode !== 'NORMAL') {
    const since = iso(guardian.since);
    return refuse(409, 'already_in_safe_mode', { mode: guardian.mode, since });
  }
  changeMode(guardian, 'SAFE', at, { actor: operator, why: reason, correlationId });
  return null;
}

/** Ends Operator Override, but not Safe Mode. Refused with 409 while the KILL file exists, or when there was no kill. */
export function acknowledgeKill(
  guardian: GuardianState,
  { operator, reason, at, correlationId }: Act,
): Reply | null {
  const { killFile, conditions } = guardian;
  const log = (outcome: string, message: string) =>
    logEvent(guardian, {
      at,
      kind: 'acknowledge',
      outcome,
      actor: operator,
      correlation_id: correlationId,
      message,
    });
  if (killFile.present) {
    log('REFUSED (KILL file present)', 'Acknowledging was refused: the KILL file exists');
    return refuse(409, 'kill_file_present');
  }
  if (conditions.kill_file === undefined) return refuse(409, 'nothing_to_acknowledge');
  killFile.seen = false;
  delete conditions.kill_file;
  log('ACKNOWLEDGED', `Kill acknowledged: ${reason}`);
  changeMode(guardian, 'SAFE', at, { actor: operator, why: 'the kill was acknowledged', correlationId });
  return null;
}

/** Ends Safe Mode with a signed record (INV-OPER-6). Refused with 409 when it is not on, or when a check fails now. */
export function exitSafeMode(
  guardian: GuardianState,
  { operator, reason, at, correlationId }: Act,
  random: RandomBytes,
): ApprovalRecord | Reply {
  const { mode } = guardian;
  if (mode === 'NORMAL') return refuse(409, 'not_in_safe_mode', { mode });
  const { blockers } = exitChecks(guardian);
  if (blockers.length > 0) {
    const codes = blockers.map(({ code }) => code).join(', ');
    const message = `Leaving Safe Mode was refused: ${codes}`;
    const event = { at, actor: operator, correlation_id: correlationId, message };
    logEvent(guardian, { ...event, kind: 'mode_change', outcome: 'REFUSED (exit blocked)' });
    return refuse(409, 'exit_blocked', { blockers });
  }
  const unsigned: Unsigned = {
    correlation_id: correlationId,
    plan_class: 'SYSTEM-LEVEL PLAN',
    operator,
    reason,
    policy_hash: hashOf(guardian.policy.settings),
    timestamp: iso(at),
  };
  const record = signRecord(guardian, unsigned, random);
  guardian.lastExit = record;
  guardian.conditions = {};
  guardian.core = { ...guardian.core, alive: true, crashes: 0 };
  changeMode(guardian, 'NORMAL', at, { actor: operator, why: reason, correlationId });
  return record;
}

/** Resets the policy to factory defaults, which restarts the Guardian (F7 §3). */
export function resetPolicy(
  guardian: GuardianState,
  { operator, reason, at, correlationId }: Act,
): Schemas['PolicyReset'] {
  const before = hashOf(guardian.policy.settings);
  const settings = { ...FACTORY_SETTINGS };
  const seal = hashOf(settings);
  const backup = `policy-backup-${stamp(at)}.json`;
  guardian.policy = { settings, seal };
  delete guardian.conditions.policy_corruption;
  logEvent(guardian, {
    at,
    kind: 'policy_reset',
    outcome: 'RESET',
    actor: operator,
    correlation_id: correlationId,
    message: `Policy reset to factory defaults, backup in ${backup}: ${reason}`,
  });
  restart(guardian, at);
  return {
    backup_file: backup,
    policy_hash_before: before,
    policy_hash_after: seal,
    settings,
    correlation_id: correlationId,
  };
}

/** Restores the newest verified backup of Core. Refused with 409 when there is none. */
export function rollBackCore(
  guardian: GuardianState,
  { operator, reason, at, correlationId }: Act,
): Schemas['CoreRollback'] | Reply {
  const { version: from, backups } = guardian.core;
  const index = backups.findIndex(({ verified }) => verified);
  const backup = backups[index];
  if (!backup) return refuse(409, 'no_verified_backup');
  const alive = guardian.core.alive || guardian.mode === 'NORMAL';
  const older = backups.slice(index + 1);
  guardian.core = { ...guardian.core, version: backup.version, signature: 'valid', alive, backups: older };
  delete guardian.conditions.core_signature;
  logEvent(guardian, {
    at,
    kind: 'rollback',
    outcome: 'ROLLED BACK',
    actor: operator,
    correlation_id: correlationId,
    message: `Core ${from} to ${backup.version}: ${reason}`,
  });
  return {
    from_version: from,
    to_version: backup.version,
    backup_verified: backup.verified,
    correlation_id: correlationId,
  };
}
