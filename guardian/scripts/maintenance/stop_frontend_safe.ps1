<#
.SYNOPSIS
Asks the host control API to stop the frontend. Nothing is ended by force. Try this before KILL_FRONTEND_NOW.

.EXAMPLE
.\scripts\maintenance\stop_frontend_safe.ps1 -ControlUrl 'http://127.0.0.1:8000' -AdminToken '<admin-token-if-needed>'

.NOTES
Exit codes: 0 stopped, or not running; 1 not stopped, or only in part; 3 the token is missing or wrong; 4 no answer, or no
control API there.
#>
[CmdletBinding()]
param(
    [ValidatePattern('^https?://.')]
    [string] $ControlUrl = 'http://127.0.0.1:8000',
    # Only if the host asks for one.
    [string] $AdminToken = ''
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$headers = @{}
if ($AdminToken -ne '') { $headers['X-ADMIN-TOKEN'] = $AdminToken }

try {
    $answer = Invoke-RestMethod -Method Post -Uri ($ControlUrl.TrimEnd('/') + '/control/api/stop') -Headers $headers -TimeoutSec 30
} catch {
    $status = 0
    if ($_.Exception.PSObject.Properties['Response'] -and $_.Exception.Response) {
        $status = [int] $_.Exception.Response.StatusCode
    }
    if ($status -eq 401 -or $status -eq 403) {
        [Console]::Error.WriteLine("Refused ($status): the admin token is missing or wrong.")
        exit 3
    }
    if ($status -eq 404) {
        [Console]::Error.WriteLine("There is no control API at $ControlUrl, or it is switched off (ENABLE_CONTROL_API is not 1).")
        exit 4
    }
    if ($status -ne 0) {
        [Console]::Error.WriteLine("The control API answered $status.")
        exit 1
    }
    [Console]::Error.WriteLine("The control API at $ControlUrl does not answer.")
    [Console]::Error.WriteLine('If the frontend must end now: KILL_FRONTEND_NOW.ps1 -Confirm, on the host itself.')
    exit 4
}

$answer | ConvertTo-Json -Depth 5
$warnings = @()
if ($answer.PSObject.Properties['warnings'] -and $answer.warnings) { $warnings = @($answer.warnings) }
if ($answer.success -eq $true -and $warnings.Count -eq 0) { exit 0 }
[Console]::Error.WriteLine('The frontend was not stopped, or only in part. Read the warnings before you do more.')
exit 1
