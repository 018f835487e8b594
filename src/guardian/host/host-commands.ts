import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { KILL_FILE } from '../../lib/host-paths';
import { locationOf, platformOf, type Platform } from './platform';

type GuardianCommand =
  | 'showStatus'
  | 'statusJson'
  | 'startSafe'
  | 'exitSafe'
  | 'stop'
  | 'verifyIntegrity'
  | 'exportLogs'
  | 'acknowledgeKill'
  | 'resetPolicy'
  | 'rollbackCore';
export type CommandName =
  | GuardianCommand
  | 'createKill'
  | 'deleteKill'
  | 'setKey'
  | 'clearKey'
  | 'childProcesses'
  | 'checkInstaller'
  | 'install'
  | 'stopFrontend'
  | 'killFrontend';

/** A command for a person at the host. `copy` names the button that copies it. */
type HostCommand = { command: string; copy: string };

type Commands = Record<CommandName, HostCommand>;

/** What the commands for a host depend on. */
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
export function killFilePath(status: Host | null): string {
  const platform = platformOf(status);
  const named = locationOf(status, 'kill_file');
  return SAFE_PATH[platform].test(named) ? named : paths[platform].killFile;
}

/** The emergency key of this host: a registry value on Windows, a file on Linux. */
export function emergencyKey(status: Host | null): string {
  const platform = platformOf(status);
  const named = locationOf(status, 'registry');
  return platform === 'linux' && SAFE_KEY.test(named) ? named : paths[platform].key;
}

const command = (text: string, copy: string): HostCommand => ({ command: text, copy });

function forWindows(killFile: string): Commands {
  const guardian = (flags: string) => command(`exacta-guardian.exe ${flags}`, `Copy ${flags.split(' ')[0]}`);
  return {
    ...guardianCommands(guardian, guardian),
    createKill: command(`echo KILL > ${killFile}`, 'Copy the create command'),
    deleteKill: command(`del ${killFile}`, 'Copy the delete command'),
    setKey: command(
      'reg add HKLM\\SOFTWARE\\Exacta /v EmergencyStop /t REG_DWORD /d 1 /f',
      'Copy the key command',
    ),
    clearKey: command('reg delete HKLM\\SOFTWARE\\Exacta /v EmergencyStop /f', 'Copy the key command'),
    childProcesses: command(
      'Get-Process exacta-guardian | ForEach-Object { Get-CimInstance Win32_Process -Filter "ParentProcessId=$($_.Id)" }',
      'Copy the process query',
    ),
    checkInstaller: command('Get-AuthenticodeSignature .\\INSTALLER.exe | Format-List', 'Copy the check'),
    install: command('Start-Process -Wait .\\INSTALLER.exe', 'Copy the installation'),
    stopFrontend: command(
      ".\\scripts\\maintenance\\stop_frontend_safe.ps1 -ControlUrl 'http://127.0.0.1:8000' -AdminToken '<admin-token-if-needed>'",
      'Copy the helper command',
    ),
    killFrontend: command(
      '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm',
      'Copy the emergency command',
    ),
  };
}

function forLinux(killFile: string, key: string): Commands {
  const guardian = (flags: string) => command(`exacta-guardian ${flags}`, `Copy ${flags.split(' ')[0]}`);
  const asAdmin = (flags: string) => command(`sudo exacta-guardian ${flags}`, `Copy ${flags.split(' ')[0]}`);
  return {
    ...guardianCommands(guardian, asAdmin),
    createKill: command(`sudo touch ${killFile}`, 'Copy the create command'),
    deleteKill: command(`sudo rm ${killFile}`, 'Copy the delete command'),
    setKey: command(`sudo touch ${key}`, 'Copy the key command'),
    clearKey: command(`sudo rm ${key}`, 'Copy the key command'),
    childProcesses: command('ps --ppid "$(pgrep -d, -f exacta-guardian)"', 'Copy the process query'),
    checkInstaller: command('gpg --verify INSTALLER.sig INSTALLER', 'Copy the check'),
    install: command('sudo sh INSTALLER', 'Copy the installation'),
    // It reads the token from the keyboard: other people on the host can see the arguments of a process.
    stopFrontend: command(
      "./scripts/maintenance/stop_frontend_safe.sh -ControlUrl 'http://127.0.0.1:8000'",
      'Copy the helper command',
    ),
    killFrontend: command('./scripts/operator/KILL_FRONTEND_NOW.sh -Confirm', 'Copy the emergency command'),
  };
}

/** The Guardian's own command line (F7 §3). Some of it needs an administrator. */
function guardianCommands(
  anybody: (flags: string) => HostCommand,
  asAdmin: (flags: string) => HostCommand,
): Record<GuardianCommand, HostCommand> {
  return {
    showStatus: anybody('--show-status'),
    statusJson: { ...anybody('--show-status --json'), copy: 'Copy --show-status --json' },
    startSafe: anybody('--start-safe'),
    verifyIntegrity: anybody('--verify-integrity'),
    exportLogs: anybody('--export-logs PATH'),
    exitSafe: asAdmin('--exit-safe'),
    stop: asAdmin('--stop'),
    acknowledgeKill: asAdmin('--acknowledge-kill'),
    resetPolicy: asAdmin('--reset-policy'),
    rollbackCore: asAdmin('--rollback-core'),
  };
}

/** The commands for the host of this status; those of F7 for a host that was never read. */
export function hostCommands(status: Host | null): Commands {
  const killFile = killFilePath(status);
  return platformOf(status) === 'linux' ? forLinux(killFile, emergencyKey(status)) : forWindows(killFile);
}
