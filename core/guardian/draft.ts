import type { NewEvent } from './events';
import type { GuardianState } from './state';

/** What has to be done because of an input. */
export type Effect =
  /** End Core and all that it ever started, at once. When all of it is gone: `core-gone`. */
  | { do: 'kill-core' }
  /** Start this version of Core, held: `core-started`, or `core-not-started`. Its requests are judged from then on. */
  | { do: 'start-core'; version: string }
  | { do: 'activate-version'; version: string }
  | { do: 'append'; event: NewEvent }
  /** End Core, look at everything again and tell it: `started`. */
  | { do: 'restart' }
  | { do: 'write-state' };

/** A copy of the state that may be changed, and what has to be done because of it. */
export interface Draft {
  state: GuardianState;
  readonly before: GuardianState;
  readonly effects: Effect[];
  /** ms since the epoch. */
  readonly at: number;
}

export function draftOf(before: GuardianState, at: number): Draft {
  const { killFile, registryKey, core, policy, conditions } = before;
  const state: GuardianState = {
    ...before,
    killFile: { ...killFile },
    registryKey: { ...registryKey },
    core: { ...core, backups: core.backups.map((backup) => ({ ...backup })) },
    policy: { ...policy },
    conditions: { ...conditions },
  };
  return { state, before, effects: [], at };
}

export function append({ effects, at }: Draft, event: Omit<NewEvent, 'at'>): void {
  effects.push({ do: 'append', event: { at, ...event } });
}

interface Change {
  actor: string;
  why: string;
  correlationId?: string;
}

/** Changes the mode and records that. */
export function changeMode(draft: Draft, mode: GuardianState['mode'], change: Change): void {
  const { state, at } = draft;
  const { actor, why, correlationId } = change;
  const message = `${state.mode} to ${mode}: ${why}`;
  state.mode = mode;
  state.since = at;
  const correlation = correlationId === undefined ? {} : { correlation_id: correlationId };
  append(draft, { kind: 'mode_change', outcome: mode, actor, ...correlation, message });
}

/** Enters Safe Mode for a reason that is none of the seven conditions. */
export function becomeSafe(draft: Draft, why: string): void {
  if (draft.state.mode === 'NORMAL') changeMode(draft, 'SAFE', { actor: 'Guardian', why });
}

/** Core runs now, or is about to. */
const isUp = ({ core }: GuardianState) => core.process === 'starting' || core.process === 'running';

/** Ends Core. Where the mode is NORMAL it is started again, once it is gone. */
export function endCore({ state, effects }: Draft): void {
  if (!isUp(state)) return;
  state.core.process = 'ending';
  effects.unshift({ do: 'kill-core' });
}

/** Whether Core may be started: NORMAL, held, signed, and both switches are known to be clear. */
function mayStartCore(state: GuardianState): boolean {
  const { mode, conditions, containment, core, policy, killFile, registryKey } = state;
  return (
    mode === 'NORMAL' &&
    Object.keys(conditions).length === 0 &&
    containment !== 'none' &&
    core.signature === 'valid' &&
    policy.intact &&
    killFile.found === 'absent' &&
    registryKey.found === 'absent'
  );
}

/** What of the state has to survive the process. */
function durable(state: GuardianState): string {
  const core = { ...state.core, process: null, children: null };
  return JSON.stringify({ ...state, killFile: null, registryKey: null, writeFailure: null, core });
}

/** Core follows the mode, and what changed is written. Killing comes first. */
export function settle(draft: Draft): void {
  const { state, before, effects } = draft;
  // The policy is locked by the mode alone: whatever Core asks for is judged by it.
  if (state.mode !== 'NORMAL') endCore(draft);
  else if (state.core.process === 'none' && mayStartCore(state)) {
    state.core.process = 'starting';
    effects.push({ do: 'start-core', version: state.core.version });
  }
  if (durable(state) !== durable(before)) effects.push({ do: 'write-state' });
}
