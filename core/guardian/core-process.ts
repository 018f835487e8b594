import { append, endCore, type Draft } from './draft';
import { trip } from './watch';
import { isNewer, newerOf } from './versions';

const CRASHES_ALLOWED = 2;
const BY_GUARDIAN = { actor: 'Guardian' } as const;

export function coreStarted({ state }: Draft, children: number): void {
  if (state.core.process === 'starting') state.core = { ...state.core, process: 'running', children };
}

/** A start that failed counts as a crash: three in a row are enough. */
export function coreNotStarted(draft: Draft, why: string): void {
  const { version } = draft.state.core;
  ended(draft, `Core ${version} could not be started: ${why}`);
}

/** Core is gone. Where the Guardian ended it, that is no crash. */
export function coreGone(draft: Draft, detail: string): void {
  ended(draft, `Core ${draft.state.core.version} ended by itself: ${detail}`);
}

function ended(draft: Draft, message: string): void {
  const { core } = draft.state;
  const byItself = core.process === 'starting' || core.process === 'running';
  core.process = 'none';
  core.children = 0;
  if (!byItself) return;
  core.crashes += 1;
  append(draft, { kind: 'integrity', outcome: 'CORE ENDED', ...BY_GUARDIAN, message });
  if (core.upgradedFrom !== null) undoUpgrade(draft, 'it ended by itself');
  if (core.crashes > CRASHES_ALLOWED) trip(draft, 'crash_loop', `Core crashed ${core.crashes} times`);
}

/** It has been running for ten minutes: crashes before that count no longer, and an upgrade is good. */
export function coreHealthy(draft: Draft): void {
  const { core } = draft.state;
  if (core.process !== 'running') return;
  core.crashes = 0;
  if (core.upgradedFrom === null) return;
  core.upgradedFrom = null;
  const message = `Core ${core.version} has been healthy for 10 minutes`;
  append(draft, { kind: 'integrity', outcome: 'UPGRADE GOOD', ...BY_GUARDIAN, message });
}

/** An upgrade failed: back to the version before, if it is still retained and verified. Safe Mode follows in any case. */
export function undoUpgrade(draft: Draft, why: string): void {
  const { state, effects } = draft;
  const { version: from, upgradedFrom: to, backups } = state.core;
  if (to === null) return;
  state.core.upgradedFrom = null;
  const kept = backups.some(({ version, verified }) => version === to && verified);
  if (kept) {
    const older = backups.filter(({ version }) => version !== to);
    state.core = { ...state.core, version: to, backups: older };
    effects.push({ do: 'activate-version', version: to });
  }
  append(draft, {
    kind: 'rollback',
    outcome: kept ? 'ROLLED BACK' : 'FAILED (no verified backup)',
    ...BY_GUARDIAN,
    message: `The upgrade to Core ${from} failed, ${why}; ${kept ? `back at ${to}` : `${to} is not there any more`}`,
  });
  trip(draft, 'upgrade_rollback', 'an upgrade was rolled back');
}

/** Why an upgrade is refused; null when it is allowed. */
function refusalOfUpgrade({ state }: Draft, version: string, verified: boolean): string | null {
  if (state.mode !== 'NORMAL') return 'DENIED (Safe Mode)';
  if (state.policy.settings['self_upgrade_allowed'] !== true) return 'DENIED (profile)';
  if (!verified) return 'DENIED (not signed)';
  return isNewer(version, state.core.highestVersion) ? null : 'DENIED (not newer)';
}

/** Core proposes to be replaced by another version. It is on trial until it has been healthy for ten minutes. */
export function upgrade(draft: Draft, version: string, verified: boolean): void {
  const { state, effects } = draft;
  const refusal = refusalOfUpgrade(draft, version, verified);
  append(draft, {
    kind: 'capability_request',
    capability: 'self_upgrade',
    outcome: refusal ?? 'ALLOWED',
    actor: 'Core',
    message: `Core ${state.core.version} proposes an upgrade to ${version}`,
  });
  if (refusal) return;
  effects.push({ do: 'activate-version', version });
  onTrial(draft, version);
  endCore(draft);
}

/** Another version is the current one now, and the one before is kept. */
export function onTrial({ state }: Draft, version: string): void {
  const { version: from, upgradedFrom, highestVersion, backups } = state.core;
  state.core = {
    ...state.core,
    version,
    // A trial that has not ended was of a version that nobody knows to be good.
    upgradedFrom: upgradedFrom ?? from,
    highestVersion: newerOf(version, highestVersion),
    backups: [{ version: from, verified: state.core.signature === 'valid' }, ...backups],
  };
}
