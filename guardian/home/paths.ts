import { join } from 'node:path';
import type { HomePaths, Platform } from '../ports';

/** The fixed folders of an installed Guardian. */
export const INSTALLED: Readonly<Record<Platform, { home: string; emergencyFolder: string }>> = {
  linux: { home: '/var/lib/exacta', emergencyFolder: '/etc/exacta' },
  // On Windows, the emergency key is a value of the registry.
  windows: { home: String.raw`C:\ProgramData\Exacta`, emergencyFolder: String.raw`HKLM\SOFTWARE\Exacta` },
};

/** Where the emergency key of a home is: in the fixed folder of an installed Guardian, or in one beside a home of its own. */
export function emergencyFolderOf(home: string, platform: Platform): string {
  const installed = INSTALLED[platform];
  return home === installed.home ? installed.emergencyFolder : `${home}-emergency`;
}

export function pathsOf(home: string, emergencyFolder: string, platform: Platform): HomePaths {
  const keysFolder = join(home, 'keys');
  const isWindowsKey = platform === 'windows' && emergencyFolder.startsWith('HKLM');
  return {
    home,
    killFile: join(home, 'KILL'),
    stateFile: join(home, 'state.json'),
    previousState: join(home, 'state.previous.json'),
    policyFile: join(home, 'policy.json'),
    coreFolder: join(home, 'core'),
    eventLog: join(home, 'events.log'),
    keysFolder,
    heartbeat: join(home, 'heartbeat'),
    lockFile: join(home, 'guardian.lock'),
    adminSocket: join(home, 'admin.sock'),
    askSocket: join(home, 'ask.sock'),
    emergencyKey: isWindowsKey
      ? String.raw`${emergencyFolder}\EmergencyStop`
      : join(emergencyFolder, 'emergency-stop'),
    noteFile: join(home, 'home.json'),
    rememberedFile: join(home, 'remembered.json'),
    privateKey: join(keysFolder, 'guardian-key.pem'),
    publicKey: join(home, 'guardian-public.pem'),
    rootKey: join(home, 'root-public.pem'),
    runningMarker: join(home, 'running'),
  };
}
