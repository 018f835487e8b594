import { emergencyKey, killFilePath, stopCommands, type Host } from '../../api/guardian/kill-paths';
import { platformOf } from '../../api/guardian/platform';

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
  | 'clearKey'
  | 'childProcesses'
  | 'checkInstaller'
  | 'install'
  | 'stopFrontend'
  | 'killFrontend';

/** A command for a person at the host. `copy` names the button that copies it. */
type HostCommand = { command: string; copy: string };

type Commands = Record<CommandName, HostCommand>;

const command = (text: string, copy: string): HostCommand => ({ command: text, copy });

function forWindows(killFile: string, createKill: string): Commands {
  const guardian = (flags: string) => command(`exacta-guardian.exe ${flags}`, `Copy ${flags.split(' ')[0]}`);
  return {
    ...guardianCommands(guardian, guardian),
    createKill: command(createKill, 'Copy the create command'),
    deleteKill: command(`del ${killFile}`, 'Copy the delete command'),
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

/** Where the package puts the operator's scripts. */
const LINUX_SCRIPTS = '/usr/lib/exacta/guardian/scripts';

function forLinux(killFile: string, createKill: string, key: string): Commands {
  const folder = killFile.slice(0, killFile.lastIndexOf('/'));
  // A Guardian of a folder of its own is found by that folder only.
  const home = folder === '/var/lib/exacta' ? '' : ` --home ${folder}`;
  const run = (start: string) => (flags: string) =>
    command(`${start} ${flags}${home}`, `Copy ${flags.split(' ')[0]}`);
  const guardian = run('exacta-guardian');
  const asAdmin = run('sudo exacta-guardian');
  return {
    ...guardianCommands(guardian, asAdmin),
    createKill: command(createKill, 'Copy the create command'),
    deleteKill: command(`sudo rm ${killFile}`, 'Copy the delete command'),
    clearKey: command(`sudo rm ${key}`, 'Copy the key command'),
    childProcesses: command('ps --ppid "$(pgrep -d, -f exacta-guardian)"', 'Copy the process query'),
    checkInstaller: command('sh verify.sh PACKAGE.tar.gz', 'Copy the check'),
    install: command('sudo sh PACKAGE/install.sh', 'Copy the installation'),
    // It reads the token from the keyboard: other people on the host can see the arguments of a process.
    stopFrontend: command(
      `${LINUX_SCRIPTS}/maintenance/stop_frontend_safe.sh -ControlUrl http://127.0.0.1:8000`,
      'Copy the helper command',
    ),
    killFrontend: command(
      `sudo ${LINUX_SCRIPTS}/operator/KILL_FRONTEND_NOW.sh --confirm`,
      'Copy the emergency command',
    ),
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
  const { createKill } = stopCommands(status);
  return platformOf(status) === 'linux'
    ? forLinux(killFile, createKill, emergencyKey(status))
    : forWindows(killFile, createKill);
}
