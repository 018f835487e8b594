import { refuse, type RefusalBody, type Reply } from '../http/reply';
import { exitChecks } from './conditions';
import { append, changeMode, endCore, type Draft } from './draft';
import type { NewEvent } from './events';
import type { Unsigned } from './sign';
import type { ApprovalRecord, GuardianState, Policy } from './state';
import { isNewer } from './versions';

/** The person who acts, the reason and the time. */
export interface Act {
  operator: string;
  reason: string;
  /** ms since the epoch. */
  at: number;
  /** A new UUID. Everything that is recorded of this action carries it. */
  correlationId: string;
}

type Refusal = Reply<RefusalBody> | null;

const iso = (at: number) => new Date(at).toISOString();
/** A time for file names, which may contain no colon: `20261121T090000Z`. */
export const stamp = (at: number): string => iso(at).replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

const by = ({ operator, correlationId }: Act) => ({ actor: operator, correlation_id: correlationId });
const change = ({ operator, correlationId }: Act, why: string) => ({ actor: operator, why, correlationId });

/** Enters Safe Mode for an operator. Refused with 409 when it is already on. */
export function enterSafeMode(draft: Draft, act: Act): Refusal {
  const { mode, since } = draft.state;
  if (mode !== 'NORMAL') return refuse(409, 'already_in_safe_mode', { mode, since: iso(since) });
  changeMode(draft, 'SAFE', change(act, act.reason));
  return null;
}

/** Ends Operator Override, but not Safe Mode. Refused with 409 while the KILL file may exist, or when there was no kill. */
export function acknowledgeKill(draft: Draft, act: Act): Refusal {
  const { killFile, conditions } = draft.state;
  const log = (outcome: string, message: string) =>
    append(draft, { kind: 'acknowledge', outcome, ...by(act), message });
  if (killFile.found === 'present') {
    log('REFUSED (KILL file present)', 'Acknowledging was refused: the KILL file exists');
    return refuse(409, 'kill_file_present');
  }
  if (conditions.kill_file === undefined) return refuse(409, 'nothing_to_acknowledge');
  if (killFile.found === 'failed') {
    log('REFUSED (KILL file unreadable)', 'Acknowledging was refused: the KILL file may exist');
    return refuse(409, 'kill_file_unreadable');
  }
  delete conditions.kill_file;
  log('ACKNOWLEDGED', `Kill acknowledged: ${act.reason}`);
  changeMode(draft, 'SAFE', change(act, 'the kill was acknowledged'));
  return null;
}

/** Whether an exit would be refused now, which is recorded. Refused with 409 when Safe Mode is off, or a check fails. */
export function askExit(draft: Draft, act: Act): Refusal {
  const { mode } = draft.state;
  if (mode === 'NORMAL') return refuse(409, 'not_in_safe_mode', { mode });
  const { blockers } = exitChecks(draft.state);
  if (blockers.length === 0) return null;
  const message = `Leaving Safe Mode was refused: ${blockers.map(({ code }) => code).join(', ')}`;
  append(draft, { kind: 'mode_change', outcome: 'REFUSED (exit blocked)', ...by(act), message });
  return refuse(409, 'exit_blocked', { blockers });
}

/** What the Guardian signs for an exit (INV-OPER-6). */
export const exitRecord = ({ policy }: GuardianState, act: Act): Unsigned => ({
  correlation_id: act.correlationId,
  plan_class: 'SYSTEM-LEVEL PLAN',
  operator: act.operator,
  reason: act.reason,
  policy_hash: policy.hash,
  timestamp: iso(act.at),
});

/** The event of an exit. It is durable before the mode is NORMAL. */
export const exitEvent = ({ mode }: GuardianState, act: Act, approval: ApprovalRecord): NewEvent => ({
  at: act.at,
  kind: 'mode_change',
  outcome: 'NORMAL',
  ...by(act),
  message: `${mode} to NORMAL: ${act.reason}`,
  approval,
});

/**
 * Ends Safe Mode. The record is signed and kept already: if a check fails by now, that is recorded too, and Safe Mode
 * stays on.
 */
export function exitSafeMode(draft: Draft, act: Act, record: ApprovalRecord, event: string): Refusal {
  const { state, at } = draft;
  const refusal = askExit(draft, act);
  if (refusal) return refusal;
  state.lastExit = record;
  state.lastExitEvent = event;
  state.conditions = {};
  state.core = { ...state.core, crashes: 0 };
  state.mode = 'NORMAL';
  state.since = at;
  return null;
}

/** The policy is at its factory defaults, which restarts the Guardian (F7 §3). */
export function resetPolicy(draft: Draft, act: Act, backup: string, policy: Policy): void {
  const { state, effects } = draft;
  state.policy = { ...policy };
  delete state.conditions.policy_corruption;
  const message = `Policy reset to factory defaults, backup in ${backup}: ${act.reason}`;
  append(draft, { kind: 'policy_reset', outcome: 'RESET', ...by(act), message });
  endCore(draft);
  effects.push({ do: 'restart' });
}

/** Whether Core can go back to this version from the one that it has. A newer one may be the bad upgrade. */
export const isEarlier = ({ version, verified }: GuardianState['core']['backups'][number], than: string) =>
  verified && isNewer(than, version);

/** Core is back at a retained version. Where it was running, it is started again. */
export function rollBackCore(draft: Draft, act: Act, version: string): Refusal {
  const { core, conditions } = draft.state;
  const { version: from, backups } = core;
  const index = backups.findIndex((backup) => backup.version === version && isEarlier(backup, from));
  if (index === -1) return refuse(409, 'no_verified_backup');
  const older = backups.slice(index + 1);
  draft.state.core = { ...core, version, signature: 'valid', upgradedFrom: null, backups: older };
  delete conditions.core_signature;
  const message = `Core ${from} to ${version}: ${act.reason}`;
  append(draft, { kind: 'rollback', outcome: 'ROLLED BACK', ...by(act), message });
  endCore(draft);
  return null;
}
