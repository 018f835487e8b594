<#
.SYNOPSIS
Ends the services of exacta-control by force (taskkill), on this host, at once. For an operator, never for automation.

.DESCRIPTION
Without -Confirm it only says what it would end. It ends only what exacta-control has started, by the processes that it has noted in
-Pids; a number that belongs to another process by now is left alone.

.EXAMPLE
.\scripts\operator\KILL_FRONTEND_NOW.ps1 -Confirm

.NOTES
Exit codes: 0 ended, or nothing was running; 1 something still runs; 4 refused; 6 not confirmed.
#>
[CmdletBinding()]
param(
    [switch] $Confirm,
    [string] $Pids = "$env:ProgramData\Exacta\control\pids"
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# A process is the noted one when it started within these seconds of the time that was noted.
$tolerance = 10
$found = @()
if (Test-Path -LiteralPath $Pids) {
    foreach ($line in Get-Content -LiteralPath $Pids) {
        $name, $id, $null, $started = $line -split ' '
        $process = Get-Process -Id ([int] $id) -ErrorAction SilentlyContinue
        if (-not $process) { continue }
        $noted = [DateTime]::Parse($started, [Globalization.CultureInfo]::InvariantCulture).ToUniversalTime()
        $difference = [Math]::Abs(($process.StartTime.ToUniversalTime() - $noted).TotalSeconds)
        if ($difference -le $tolerance) { $found += [PSCustomObject] @{ Name = $name; Id = $process.Id } }
    }
}

Write-Warning 'This ends processes by force. What they had not saved is lost. Try stop_frontend_safe.ps1 first.'
if ($found.Count -eq 0) {
    Write-Output "No service of exacta-control is running, as far as $Pids tells."
    exit 0
}
foreach ($service in $found) { Write-Output "Service $($service.Name): process $($service.Id)" }
if (-not $Confirm) {
    [Console]::Error.WriteLine('Nothing was done. To end them now: KILL_FRONTEND_NOW.ps1 -Confirm')
    exit 6
}
if ($env:CI) {
    [Console]::Error.WriteLine('Refused: the variable CI is set. This is for a person at the host, not for automation.')
    exit 4
}

$failed = $false
foreach ($service in $found) {
    # /T: its own children as well.
    & "$env:SystemRoot\System32\taskkill.exe" /PID $service.Id /T /F
    if ($LASTEXITCODE -ne 0) { $failed = $true }
}
if ($failed) {
    [Console]::Error.WriteLine('Something still runs. Is this an elevated PowerShell?')
    exit 1
}
Write-Output 'Ended.'
exit 0
