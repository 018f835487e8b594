import type { OperatorSwitch } from '../ports';
import { openEntrySwitch } from './entry-switch';

/**
 * The emergency key: Linux has no registry, so it is an entry in a folder of its own, with another owner than the KILL file's,
 * such as `/etc/exacta/emergency-stop`. Rejects when there is no such folder.
 */
export function openEmergencyKey(path: string): Promise<OperatorSwitch> {
  return openEntrySwitch(path);
}
