import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { KILL_FILE } from '../../../lib/host-paths';
import { isRedacted, revealHidden } from '../../../lib/text';

/**
 * `gone`: the file is deleted, and the kill waits to be acknowledged. `kill-active`: it is not said whether the file still
 * exists. `unsaid`: neither is the mode that of a kill, nor does the status say anything of the file.
 */
export type KillFile = 'there' | 'gone' | 'none' | 'kill-active' | 'unsaid';

/**
 * What the status says of the KILL file. Guardians differ in what their entry condition means: on some it is active until
 * the kill is acknowledged, on others only while the file exists. So the mechanism tells of the file, and the mode of the
 * kill: nothing but an acknowledgement ends Operator Override (F7 §2).
 */
export function killFile(status: GuardianStatus): KillFile {
  const active = status.entry_conditions?.find(({ code }) => code === 'kill_file')?.active;
  const mechanism = status.kill_mechanisms?.find(({ code }) => code === 'kill_file');
  const seen = mechanism?.available ? (mechanism.triggered ?? null) : null;
  if (seen === true) return 'there';
  if (active) return seen === false ? 'gone' : 'kill-active';
  const override = status.mode === 'OPERATOR_OVERRIDE';
  if (active === undefined && seen === null) return override ? 'kill-active' : 'unsaid';
  return override ? 'gone' : 'none';
}

/** Whether the status shows a kill that is not acknowledged. */
export function killWaits(status: GuardianStatus): boolean {
  return ['there', 'gone', 'kill-active'].includes(killFile(status));
}

/** Where the file is, as the Guardian says, while it exists; null when it does not, or nobody knows. */
export function killFileAt(status: GuardianStatus): string | null {
  if (killFile(status) !== 'there') return null;
  const { location } = status.kill_mechanisms?.find(({ code }) => code === 'kill_file') ?? {};
  return location?.trim() && !isRedacted(location) ? revealHidden(location) : KILL_FILE;
}
