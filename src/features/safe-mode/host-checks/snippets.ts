import { emergencyKey, killFilePath, type Host } from '../../../api/guardian/kill-paths';
import { platformOf } from '../../../api/guardian/platform';
import { quotePowerShell } from './quote-powershell';

type Snippet = { method: string; how: string; text: string };
/** `filledIn` is false when the host's name is not safe in a command: then TARGET is used in its place. */
type Snippets = { snippets: Snippet[]; filledIn: boolean };

const KEY = "'HKLM\\SOFTWARE\\Exacta'";

/** Ready commands to stop a host from a management server (F7 §6). */
export function remoteSnippets(host: string, status: Host | null = null): Snippets {
  const file = killFilePath(status);
  return platformOf(status) === 'linux' ? forLinux(host, file, emergencyKey(status)) : forWindows(host, file);
}

function forWindows(host: string, file: string): Snippets {
  const quoted = host.trim() === '' ? null : quotePowerShell(host);
  const target = quoted ?? "'TARGET'";
  const gpo = quotePowerShell(`Exacta emergency stop ${quoted === null ? 'TARGET' : host}`) ?? target;
  // Both shells may be 32-bit, in which HKLM\SOFTWARE is a different key.
  const script = [
    `$target = ${target}`,
    '$names = $env:COMPUTERNAME, [System.Net.Dns]::GetHostName(), [System.Net.Dns]::GetHostEntry([string]::Empty).HostName',
    'if ($names -notcontains $target) { exit 0 }',
    `reg.exe add ${KEY} /v EmergencyStop /t REG_DWORD /d 1 /f /reg:64`,
    `'KILL' | Out-File -FilePath '${file}'`,
  ].join('\n');
  return {
    filledIn: quoted !== null,
    snippets: [
      {
        method: 'PowerShell remoting',
        how: 'Creates the KILL file at once; Guardian looks every 5 seconds. Run as an administrator of the host.',
        text: [
          `Invoke-Command -ComputerName ${target} -ScriptBlock {`,
          `    'KILL' | Out-File -FilePath '${file}'`,
          '}',
        ].join('\n'),
      },
      {
        method: 'Group Policy',
        how: 'Sets the registry key on this one computer; Guardian looks every 30 seconds once the policy has arrived. Needs the GroupPolicy and ActiveDirectory modules.',
        text: [
          `$gpo = ${gpo}`,
          'New-GPO -Name $gpo',
          `Set-GPRegistryValue -Name $gpo -Key ${KEY} -ValueName 'EmergencyStop' -Type DWord -Value 1`,
          `Set-GPPermission -Name $gpo -TargetName ${target} -TargetType Computer -PermissionLevel GpoApply`,
          "Set-GPPermission -Name $gpo -TargetName 'Authenticated Users' -TargetType Group -PermissionLevel GpoRead -Replace",
          'New-GPLink -Name $gpo -Target (Get-ADDomain).DistinguishedName',
          `Invoke-GPUpdate -Computer ${target} -RandomDelayInMinutes 0 -Force`,
        ].join('\n'),
      },
      {
        method: 'SCCM',
        how: 'A script for Run Scripts, run as SYSTEM on this device: sets the registry key and creates the KILL file, on this host only. It runs at once on a client that is online.',
        text: script,
      },
      {
        method: 'Intune',
        how: 'A platform script, run as SYSTEM: sets the registry key and creates the KILL file, on this host only. It runs when the device next checks in.',
        text: script,
      },
    ],
  };
}

/** Names of hosts in which no character has a meaning for a shell. */
const PLAIN_HOST = /^[A-Za-z0-9][\w.-]*$/;

function forLinux(host: string, file: string, key: string): Snippets {
  const filledIn = PLAIN_HOST.test(host);
  const target = filledIn ? host : 'TARGET';
  return {
    filledIn,
    snippets: [
      {
        method: 'SSH',
        how: 'Creates the KILL file at once; Guardian looks every 5 seconds. Needs an administrator of the host.',
        text: `ssh ${target} 'sudo touch ${file}'`,
      },
      {
        method: 'SSH, emergency key',
        how: 'Creates the emergency key; Guardian looks every 30 seconds. It works without the folder of the KILL file.',
        text: `ssh ${target} 'sudo touch ${key}'`,
      },
    ],
  };
}
