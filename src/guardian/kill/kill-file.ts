import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { isRedacted, revealHidden } from '../../lib/text';
import { killFilePath } from '../../api/guardian/kill-paths';
import { locationOf } from '../../api/guardian/platform';

/**
 * `gone`: the file is deleted, and the kill waits to be acknowledged. `kill-active`: there is a kill, and the status does
 * not say whether the file still exists. `unsaid`: the mode is not that of a kill, and the status says nothing about the
 * file.
 */
export type KillFile = 'there' | 'gone' | 'none' | 'kill-active' | 'unsaid';

/**
 * What the status says about the KILL file. Guardians differ in the meaning of their entry condition: on some it is active
 * until the kill is acknowledged, on others only while the file exists. So the mechanism shows whether the file exists, and
 * the mode shows whether there is a kill: only an acknowledgement ends Operator Override (F7 §2).
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

/** The path of the file according to the Guardian, while the file exists; null when it does not, or when that is not known. */
export function killFileAt(status: GuardianStatus): string | null {
  if (killFile(status) !== 'there') return null;
  const location = locationOf(status, 'kill_file');
  return location && !isRedacted(location) ? revealHidden(location) : killFilePath(status);
}
