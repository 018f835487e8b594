import { join } from 'node:path';
import { realClock, within } from '../engine/clock';
import { openEntrySwitch } from '../linux/entry-switch';
import { openKillFile, type KillFile } from '../linux/kill-file';
import { createLinuxRunner } from '../linux/linux-runner';
import type { CoreRunner, HomePaths, OperatorSwitch } from '../ports';
import { openRegistryKey } from '../windows/registry-key';
import { createWindowsRunner } from '../windows/windows-runner';

/** What differs from one system to the other. */

const isWindows = process.platform === 'win32';

/** A switch whose folder is not there: whether it is set, nobody knows. */
const unreadable = (location: string): OperatorSwitch => ({
  location,
  look: () => Promise.resolve('failed'),
});

const OPENED_MS = 1_000;

/** A folder that hangs keeps nobody from answering, and Core from being started. */
const unlessItHangs = <T>(opening: Promise<T>): Promise<T | null> =>
  within(realClock, OPENED_MS, opening).catch(() => null);

export async function openSwitches({ killFile, emergencyKey }: HomePaths): Promise<{
  killFile: KillFile;
  emergencyKey: OperatorSwitch;
}> {
  const key = isWindows ? openRegistryKey(emergencyKey) : await unlessItHangs(openEntrySwitch(emergencyKey));
  const file = await unlessItHangs(openKillFile(killFile));
  return {
    killFile: file ?? { ...unreadable(killFile), watch: () => () => {} },
    emergencyKey: key ?? unreadable(emergencyKey),
  };
}

/** `project` is the folder that Core works in, or null; `programFolder` the one that the program was installed in. */
export function createRunner(
  home: string,
  project: string | null,
  programFolder: string | null,
): Promise<CoreRunner> {
  if (isWindows) return createWindowsRunner({ home, scripts: join(programFolder ?? '.', 'windows') });
  return createLinuxRunner({ home, ...(project !== null && { project }) });
}
