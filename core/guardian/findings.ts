import { append, becomeSafe, endCore, type Draft } from './draft';
import { onTrial } from './core-process';
import {
  NO_CORE,
  type GuardianState,
  type Look,
  type Policy,
  type Polled,
  type SignatureState,
} from './state';
import { isNewer, newerOf } from './versions';
import { look, trip } from './watch';

/** What reading every file of Core, the policy and the Guardian itself found. */
export interface Findings {
  /** Null when no Core is installed. */
  version: string | null;
  signature: SignatureState;
  /** The retained versions beside it, newest first. */
  backups: GuardianState['core']['backups'];
  policy: Policy;
  ownSignature: SignatureState;
}

/** The state follows what was found. What does not verify leads to Safe Mode; what verifies again ends its condition only. */
export function found(draft: Draft, findings: Findings): void {
  const { state } = draft;
  const { version, signature, backups, policy, ownSignature } = findings;
  noticeVersion(draft, version ?? state.core.version);
  state.core = { ...state.core, signature, backups: backups.map((backup) => ({ ...backup })) };
  noticePolicy(draft, policy);
  state.policy = { ...policy };
  state.ownSignature = ownSignature;
  if (signature === 'valid') delete state.conditions.core_signature;
  else trip(draft, 'core_signature', `the signature of Core is ${signature}`);
  if (policy.intact) delete state.conditions.policy_corruption;
  else trip(draft, 'policy_corruption', 'the policy does not match its seal');
  if (ownSignature === 'invalid') becomeSafe(draft, 'the Guardian’s own files do not match their manifest');
}

/** A policy that is sealed, but not the one that was known: a write that was not completed, or somebody put it back. */
function noticePolicy(draft: Draft, { hash, intact }: Policy): void {
  const { policy } = draft.state;
  if (!intact || (policy.intact && hash === policy.hash)) return;
  const message = policy.intact
    ? `The sealed policy is another one: ${policy.hash} before, ${hash} now`
    : `The policy matches its seal again: ${hash}`;
  append(draft, { kind: 'integrity', outcome: 'POLICY CHANGED', actor: 'Guardian', message });
}

/** Another version is the current one: somebody installed it. A newer one than before is on trial, as an upgrade is. */
function noticeVersion(draft: Draft, version: string): void {
  const { core } = draft.state;
  if (version === core.version) return;
  const isFirst = core.version === NO_CORE;
  const message = isFirst
    ? `Core is ${version}`
    : `Core ${version} was installed in place of ${core.version}`;
  append(draft, { kind: 'integrity', outcome: 'CORE VERSION', actor: 'Guardian', message });
  if (!isFirst && isNewer(version, core.version)) onTrial(draft, version);
  else {
    core.version = version;
    core.upgradedFrom = null;
    core.highestVersion = newerOf(version, core.highestVersion);
  }
  // What runs, or is about to, is the other version.
  endCore(draft);
}

export interface Start {
  /** With `--safe-mode`. */
  flag: boolean;
  looks: Record<Polled, Look>;
  findings: Findings;
  /** The Guardian before it did not end by itself. */
  unclean: boolean;
  /** The state was missing or damaged: this one was made anew, in Safe Mode. */
  lost: boolean;
  /** The newest mode in the event log; null when there is none. */
  logged: GuardianState['mode'] | null;
}

const FROM_LEAST_SAFE: readonly GuardianState['mode'][] = ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'];

/** The mode follows the event log where that is the safer one: the log is written before the state. */
export function recoverMode(draft: Draft, { lost, logged }: Pick<Start, 'lost' | 'logged'>): void {
  const { state, at } = draft;
  if (logged !== null && FROM_LEAST_SAFE.indexOf(logged) > FROM_LEAST_SAFE.indexOf(state.mode)) {
    state.mode = logged;
    state.since = at;
    if (logged === 'OPERATOR_OVERRIDE') state.conditions.kill_file ??= at;
  }
  if (!lost && (logged !== 'NORMAL' || state.mode === 'NORMAL')) return;
  const why = lost ? 'the state was missing or damaged' : 'the exit had not been completed';
  const message = `${state.mode}: ${why}`;
  append(draft, { kind: 'mode_change', outcome: state.mode, actor: 'Guardian', message });
}

/** The Guardian starts, or starts again. What it did not find clear keeps Core from starting. */
export function begin(draft: Draft, start: Start): void {
  const { state, at } = draft;
  const { flag, looks, findings, unclean } = start;
  state.startedAt = at;
  recoverMode(draft, start);
  const own = { kind: 'integrity', actor: 'Guardian' } as const;
  if (unclean)
    append(draft, { ...own, outcome: 'UNCLEAN STOP', message: 'The Guardian did not end by itself' });
  const key = state.platform === 'windows' ? 'registry key' : 'emergency key';
  const message = `Guardian started; KILL file and ${key} read, signatures checked`;
  append(draft, { ...own, outcome: 'STARTED', message });
  if (flag) trip(draft, 'startup_flag', 'the host was started with --safe-mode');
  else delete state.conditions.startup_flag;
  look(draft, 'kill_file', looks.kill_file);
  look(draft, 'registry', looks.registry);
  if (looks.registry === 'absent') delete state.conditions.registry;
  found(draft, findings);
  if (state.containment === 'none')
    becomeSafe(draft, `Core cannot be held here: ${state.containmentReason ?? 'no containment'}`);
}
