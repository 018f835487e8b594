import { KILL_FILE } from '../../lib/host-paths';
import type { GuardianStatus } from './guardian-schemas';
import { locationOf, platformOf, type Platform } from './platform';

/** What the paths and commands of a host depend on. */
export type Host = Pick<GuardianStatus, 'platform' | 'kill_mechanisms'>;

/** The paths of F7 §2 on each platform, for a Guardian that names no other. */
const paths: Record<Platform, { killFile: string; key: string }> = {
  windows: { killFile: KILL_FILE, key: 'HKLM\\SOFTWARE\\Exacta\\EmergencyStop' },
  linux: { killFile: '/var/lib/exacta/KILL', key: '/etc/exacta/emergency-stop' },
};

/**
 * Paths of a file KILL in which no character has a meaning for a shell. A command that deletes must not take any other path
 * from a server.
 */
const SAFE_PATH: Record<Platform, RegExp> = {
  windows: /^[A-Za-z]:\\(?:[\w-][\w.-]*\\)+KILL$/,
  linux: /^\/(?:[\w-][\w.-]*\/)+KILL$/,
};
const SAFE_KEY = /^\/(?:[\w-][\w.-]*\/)+emergency-stop$/;

/** The path of the KILL file in the commands of this host. */
export function killFilePath(host: Host | null): string {
  const platform = platformOf(host);
  const named = locationOf(host, 'kill_file');
  return SAFE_PATH[platform].test(named) ? named : paths[platform].killFile;
}

/** The emergency key of this host: a registry value on Windows, a file on Linux. */
export function emergencyKey(host: Host | null): string {
  const platform = platformOf(host);
  const named = locationOf(host, 'registry');
  return platform === 'linux' && SAFE_KEY.test(named) ? named : paths[platform].key;
}

/** The commands that create the KILL file, and that set the emergency key. */
export function stopCommands(host: Host | null): { createKill: string; setKey: string } {
  return platformOf(host) === 'linux'
    ? { createKill: `sudo touch ${killFilePath(host)}`, setKey: `sudo touch ${emergencyKey(host)}` }
    : {
        createKill: `echo KILL > ${killFilePath(host)}`,
        setKey: 'reg add HKLM\\SOFTWARE\\Exacta /v EmergencyStop /t REG_DWORD /d 1 /f',
      };
}
