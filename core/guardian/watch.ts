import { logEvent } from './events';
import type { ConditionCode, GuardianState, POLL_SECONDS, Watched } from './state';

export type Polled = keyof typeof POLL_SECONDS;

export const watchedBy = (guardian: GuardianState): Record<Polled, Watched> => ({
  kill_file: guardian.killFile,
  registry: guardian.registryKey,
});

const terminates: Partial<Record<ConditionCode, string>> = {
  kill_file: 'KILL file found: Core terminated, policy locked to PROFILE-SAFE',
  registry: 'Registry key EmergencyStop is 1: Core terminated and blocked, policy locked to PROFILE-SAFE',
};

/**
 * A condition becomes active at `at` (ms): Safe Mode follows, or Operator Override for the KILL file. A condition that is
 * already active changes nothing.
 */
export function trip(guardian: GuardianState, code: ConditionCode, at: number, why: string): void {
  if (guardian.conditions[code] !== undefined) return;
  guardian.conditions[code] = at;
  const words = terminates[code];
  const actor = 'Guardian';
  if (words) logEvent(guardian, { at, kind: 'kill', outcome: 'CORE TERMINATED', actor, message: words });
  if (code === 'kill_file') changeMode(guardian, 'OPERATOR_OVERRIDE', at, { actor, why });
  else if (guardian.mode === 'NORMAL') changeMode(guardian, 'SAFE', at, { actor, why });
}

export interface Change {
  actor: string;
  why: string;
  correlationId?: string;
}

/** Changes the mode at `at` (ms) and records that. */
export function changeMode(
  guardian: GuardianState,
  mode: GuardianState['mode'],
  at: number,
  change: Change,
): void {
  const { actor, why, correlationId } = change;
  const message = `${guardian.mode} to ${mode}: ${why}`;
  guardian.mode = mode;
  guardian.since = at;
  const correlation = correlationId === undefined ? {} : { correlation_id: correlationId };
  logEvent(guardian, { at, kind: 'mode_change', outcome: mode, actor, ...correlation, message });
}

const reasons: Record<Polled, string> = {
  kill_file: 'the KILL file exists',
  registry: 'the registry key EmergencyStop is set',
};

/** Checks one switch now. A switch that is set stops Core; a switch that was cleared changes no mode. */
export function look(guardian: GuardianState, code: Polled, at: number): void {
  const watched = watchedBy(guardian)[code];
  watched.seen = watched.present;
  watched.checkedAt = at;
  if (watched.present) trip(guardian, code, at, reasons[code]);
}

/** The Guardian restarts at `now` (ms): it checks both switches at once, and the condition of a cleared registry key ends. */
export function restart(guardian: GuardianState, now: number): void {
  guardian.startedAt = now;
  if (guardian.mode === 'NORMAL') guardian.core.alive = true;
  const message = 'Guardian started; KILL file and registry key read, signatures checked';
  logEvent(guardian, { at: now, kind: 'integrity', outcome: 'STARTED', actor: 'Guardian', message });
  look(guardian, 'kill_file', now);
  look(guardian, 'registry', now);
  if (!guardian.registryKey.present) delete guardian.conditions.registry;
}
