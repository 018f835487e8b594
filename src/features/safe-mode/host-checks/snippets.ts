import { KILL_FILE } from '../../../lib/host-paths';
import { quotePowerShell } from './quote-powershell';

export type Snippet = { method: string; how: string; text: string };

const FILE = `'${KILL_FILE}'`;
const KEY = "'HKLM\\SOFTWARE\\Exacta'";

/**
 * Ready commands to stop a host from a management server (F7 §6). `filledIn` is false when the host's name is not safe in a
 * command: then TARGET is used in its place.
 */
export function remoteSnippets(host: string): { snippets: Snippet[]; filledIn: boolean } {
  const quoted = host.trim() === '' ? null : quotePowerShell(host);
  const target = quoted ?? "'TARGET'";
  const gpo = quotePowerShell(`Exacta emergency stop ${quoted === null ? 'TARGET' : host}`) ?? target;
  return {
    filledIn: quoted !== null,
    snippets: [
      {
        method: 'PowerShell remoting',
        how: 'Creates the KILL file at once; Guardian looks every 5 seconds. Run as an administrator of the host.',
        text: [
          `Invoke-Command -ComputerName ${target} -ScriptBlock {`,
          `    'KILL' | Out-File -FilePath ${FILE}`,
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
        method: 'Intune',
        how: 'A platform script, run as SYSTEM: sets the registry key and creates the KILL file, on this host only. It runs when the device next checks in.',
        text: [
          `$target = ${target}`,
          '$names = $env:COMPUTERNAME, [System.Net.Dns]::GetHostName(), [System.Net.Dns]::GetHostEntry([string]::Empty).HostName',
          'if ($names -notcontains $target) { exit 0 }',
          // Intune runs a 32-bit PowerShell, in which HKLM\SOFTWARE is a different key.
          `reg.exe add ${KEY} /v EmergencyStop /t REG_DWORD /d 1 /f /reg:64`,
          `'KILL' | Out-File -FilePath ${FILE}`,
        ].join('\n'),
      },
    ],
  };
}
