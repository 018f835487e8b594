import type { GuardianStatus } from '../../api/guardian-schemas';

/** `kill-active`: an older Guardian that names the condition and not the mechanism cannot tell whether the file exists. */
export type KillFile = 'there' | 'gone' | 'none' | 'kill-active' | 'unsaid';

/**
 * What the status says of the KILL file. The entry condition stays active until the kill is acknowledged, so it alone
 * does not say that the file exists; the mechanism does.
 */
export function killFile(status: GuardianStatus): KillFile {
  const active = status.entry_conditions?.find(({ code }) => code === 'kill_file')?.active;
  const mechanism = status.kill_mechanisms?.find(({ code }) => code === 'kill_file');
  const seen = mechanism?.available ? (mechanism.triggered ?? null) : null;
  if (seen === true) return 'there';
  if (active === undefined) return seen === null ? 'unsaid' : 'none';
  if (!active) return 'none';
  return seen === false ? 'gone' : 'kill-active';
}
