import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { emergencyKey, killFilePath, stopCommands } from '../../api/guardian/kill-paths';
import { platformOf } from '../../api/guardian/platform';
import { hostCommands } from './host-commands';

const status = (platform: string | null, location?: string): GuardianStatus => ({
  mode: 'NORMAL',
  host: 'h',
  platform,
  kill_mechanisms: [{ code: 'kill_file', available: true, location: location ?? null }],
});
const texts = (of: GuardianStatus | null) => Object.values(hostCommands(of)).map(({ command }) => command);

describe('the platform of a host', () => {
  it.each([
    ['linux', undefined, 'linux'],
    ['windows', '/var/lib/exacta/KILL', 'windows'],
    [null, '/var/lib/exacta/KILL', 'linux'],
    [null, 'C:\\ProgramData\\Exacta\\KILL', 'windows'],
    ['plan9', undefined, 'windows'],
  ])('that says %j, with its KILL file at %j, is %s', (platform, location, expected) => {
    expect(platformOf(status(platform, location))).toBe(expected);
  });

  it('that was never read is that of F7', () => expect(platformOf(null)).toBe('windows'));
});

describe('the commands', () => {
  it('of Linux name nothing of Windows, and the other way round', () => {
    for (const text of texts(status('linux'))) expect(text).not.toMatch(/[A-Z]:\\|\.exe|\.ps1|HKLM/);
    for (const text of texts(status('windows'))) expect(text).not.toMatch(/\bsudo\b|\/var\/|\.sh\b/);
    expect(texts(null)).toEqual(texts(status('windows')));
  });

  it('begin with the helper of the operator guide, word for word [OPS-10, OPS-14]', () => {
    expect(hostCommands(null).stopFrontend.command).toBe(
      ".\\scripts\\maintenance\\stop_frontend_safe.ps1 -ControlUrl 'http://127.0.0.1:8000' -AdminToken '<admin-token-if-needed>'",
    );
    expect(hostCommands(null).killFrontend.command).toBe(
      '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm',
    );
  });

  it('of Linux are those of the package and of its document', () => {
    const { checkInstaller, install, stopFrontend, killFrontend } = hostCommands(status('linux'));
    const written = readFileSync(resolve(import.meta.dirname, '../../../docs/guardian.md'), 'utf8');
    expect(written).toContain(`   ${stopFrontend.command}\n`);
    expect(written).toContain(`   ${killFrontend.command}\n`);
    expect(written.replaceAll(/exacta-guardian-[\d.]+\d/g, 'PACKAGE')).toContain(
      `   ${checkInstaller.command}\n`,
    );
    expect(written.replaceAll(/exacta-guardian-[\d.]+\d/g, 'PACKAGE')).toContain(`   ${install.command}\n`);
  });

  it('name the home of a Guardian of Linux that has one of its own', () => {
    const own = hostCommands(status('linux', '/srv/guardian-1/KILL'));
    expect(own.showStatus.command).toBe('exacta-guardian --show-status --home /srv/guardian-1');
    expect(own.stop.command).toBe('sudo exacta-guardian --stop --home /srv/guardian-1');
    const installed = hostCommands(status('linux', '/var/lib/exacta/KILL'));
    expect(installed.stop.command).toBe('sudo exacta-guardian --stop');
  });

  it('are for people: one line, nothing invisible', () => {
    for (const of of [status('linux'), null])
      expect(texts(of).filter((text) => !/^[\x20-\x7E]+$/.test(text))).toEqual([]);
  });

  it.each([
    ['/srv/guardian-1/KILL', '/srv/guardian-1/KILL'],
    ['/', '/var/lib/exacta/KILL'],
    ['/etc/passwd', '/var/lib/exacta/KILL'],
    ['/a/../../KILL', '/var/lib/exacta/KILL'],
    ['/a b/KILL', '/var/lib/exacta/KILL'],
    ['/a;reboot;/KILL', '/var/lib/exacta/KILL'],
    ['/a$(reboot)/KILL', '/var/lib/exacta/KILL'],
    ['/-rf/KILL', '/-rf/KILL'],
  ])('take the path %j of a Guardian as %s', (location, path) => {
    expect(killFilePath(status('linux', location))).toBe(path);
    expect(hostCommands(status('linux', location)).deleteKill.command).toBe(`sudo rm ${path}`);
  });

  it('take a path of Windows only if it is one of a file KILL', () => {
    expect(killFilePath(status('windows', 'D:\\Exacta\\KILL'))).toBe('D:\\Exacta\\KILL');
    for (const location of ['C:\\Windows', 'C:\\a & del\\KILL', 'where kill_file is'])
      expect(killFilePath(status('windows', location))).toBe('C:\\ProgramData\\Exacta\\KILL');
  });

  it('know the emergency key of each platform', () => {
    expect(emergencyKey(status('linux'))).toBe('/etc/exacta/emergency-stop');
    expect(emergencyKey(null)).toBe('HKLM\\SOFTWARE\\Exacta\\EmergencyStop');
  });

  it.each([
    ['/srv/g-1-emergency/emergency-stop', '/srv/g-1-emergency/emergency-stop'],
    ['/srv/$(reboot)/emergency-stop', '/etc/exacta/emergency-stop'],
    ['/etc/passwd', '/etc/exacta/emergency-stop'],
  ])('take the emergency key %j of a Guardian of Linux as %s', (location, path) => {
    const linux = { platform: 'linux', kill_mechanisms: [{ code: 'registry', available: true, location }] };
    expect(hostCommands(linux).clearKey.command).toBe(`sudo rm ${path}`);
    expect(stopCommands(linux).setKey).toBe(`sudo touch ${path}`);
  });
});
