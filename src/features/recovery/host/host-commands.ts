import { KILL_FILE } from '../../../lib/host-paths';

/** Commands for the Guardian's host (F7 §2 and §3). `copy` names the button that copies it. */
const command = (text: string, copy: string) => ({ by: 'command', command: text, copy }) as const;

export const commands = {
  createKill: command(`echo KILL > ${KILL_FILE}`, 'Copy the create command'),
  deleteKill: command(`del ${KILL_FILE}`, 'Copy the delete command'),
  showStatus: command('exacta-guardian.exe --show-status', 'Copy --show-status'),
  startSafe: command('exacta-guardian.exe --start-safe', 'Copy --start-safe'),
  exitSafe: command('exacta-guardian.exe --exit-safe', 'Copy --exit-safe'),
  verifyIntegrity: command('exacta-guardian.exe --verify-integrity', 'Copy --verify-integrity'),
  checkInstaller: command('Get-AuthenticodeSignature .\\INSTALLER.exe | Format-List', 'Copy the check'),
  install: command('Start-Process -Wait .\\INSTALLER.exe', 'Copy the installation'),
};
