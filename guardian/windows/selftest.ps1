# Finds out whether Core can be held on this Windows. UNTRIED: nobody has run this on a Windows yet.
#
# The Guardian runs it each time before Core may start. Exit code 0: every check has passed. Otherwise the last line says which
# one has not, and Core is not started. Each check is made from within a process that is held exactly as Core is.
param([Parameter(Mandatory = $true)][string]$GuardianHome)
$ErrorActionPreference = 'Stop'
$helper = Join-Path $PSScriptRoot 'hold-core.ps1'
$powershell = 'C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe'
$mark = [Guid]::NewGuid().ToString('N')

function Fail([string]$what) {
  [Console]::Out.WriteLine($what)
  exit 1
}

function Start-Held([string]$command) {
  $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($command))
  $settings = @{
    line = "`"$powershell`" -NoProfile -NonInteractive -EncodedCommand $encoded"
    folder = 'C:\Windows\System32'; processes = 32; environment = @{ EXACTA_CORE = $GuardianHome; EXACTA_MARK = $mark }
  } | ConvertTo-Json -Compress
  $text = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($settings))
  $start = New-Object Diagnostics.ProcessStartInfo $powershell, "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$helper`" -Settings $text"
  $start.UseShellExecute = $false
  $start.RedirectStandardInput = $true
  $start.RedirectStandardOutput = $true
  $process = [Diagnostics.Process]::Start($start)
  $line = $process.StandardOutput.ReadLine()
  if ($null -eq $line) { Fail 'A process could not be held.' }
  return @{ Helper = $process; CorePid = ($line | ConvertFrom-Json).pid }
}

# The exit code of what a held process tried: 5 means that it was refused, as it must be. 0 means that it succeeded, and 6 that it
# could not even try, which proves nothing. Most commands of PowerShell only write an error and go on unless they are told to stop.
function Test-Refused([string]$what, [string]$attempt, [string]$before = '') {
  $stop = "`$ErrorActionPreference = 'Stop'"
  $held = Start-Held "$stop; try { $before } catch { exit 6 }; try { $attempt; exit 0 } catch { exit 5 }"
  $line = $held.Helper.StandardOutput.ReadLine()
  $held.Helper.StandardInput.Close()
  if ($null -eq $line -or ($line | ConvertFrom-Json).exit -ne 5) { Fail "A held process could $what, or could not try to." }
}

function Get-Sleepers { @(Get-CimInstance Win32_Process | Where-Object { $_.CommandLine -like "*ping*-n 7$($mark.Substring(0, 3).GetHashCode() -band 0xfff)*" }) }
$sleep = "ping.exe -n 7$($mark.Substring(0, 3).GetHashCode() -band 0xfff) 127.0.0.1"

# 1. Core, its child and its grandchild end with the helper: when its standard input closes, and when it is ended by force.
foreach ($way in 'input', 'force') {
  $held = Start-Held "Start-Process -WindowStyle Hidden cmd.exe '/c start /b $sleep & $sleep'; Start-Sleep 600"
  $deadline = (Get-Date).AddSeconds(20)
  while ((Get-Sleepers).Count -lt 2) { if ((Get-Date) -gt $deadline) { Fail 'A held process could not start children.' }; Start-Sleep -Milliseconds 100 }
  if ($way -eq 'input') { $held.Helper.StandardInput.Close() } else { $held.Helper.Kill() }
  $deadline = (Get-Date).AddSeconds(5)
  while ((Get-Sleepers).Count -gt 0 -or (Get-Process -Id $held.CorePid -ErrorAction SilentlyContinue)) {
    if ((Get-Date) -gt $deadline) { Fail "Held processes outlived their helper ($way)." }
    Start-Sleep -Milliseconds 50
  }
}

# 2. Nothing leaves the job: CREATE_BREAKAWAY_FROM_JOB is refused, and so is a process that WMI would start outside of it.
$declare = @'
Add-Type -Namespace X -Name Y -MemberDefinition '[DllImport("kernel32",SetLastError=true,CharSet=CharSet.Unicode)] public static extern bool CreateProcess(string a, System.Text.StringBuilder b, System.IntPtr c, System.IntPtr d, bool e, uint f, System.IntPtr g, string h, byte[] i, byte[] j);'
$startup = New-Object byte[] 104; $startup[0] = 104
'@
Test-Refused 'leave its job' -before $declare -attempt @'
if (-not [X.Y]::CreateProcess($null, (New-Object Text.StringBuilder 'cmd.exe /c exit'), 0, 0, $false, 0x01000000, 0, $null, $startup, (New-Object byte[] 24))) { throw 'refused' }
'@

Test-Refused 'leave its job through WMI' @'
$made = Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'cmd.exe /c exit' }
if ($made.ReturnValue -ne 0) { throw 'refused' }
'@

# 3. It can change neither the Guardian's home nor the emergency key, and reach no network.
Test-Refused 'write into the home' "[IO.File]::WriteAllText('$GuardianHome\\selftest-$mark', 'x')"
# A file of our own: were the attempt to succeed, an operator's KILL file would be gone.
$own = Join-Path $GuardianHome "selftest-$mark-own"
[IO.File]::WriteAllText($own, 'x')
try { Test-Refused 'delete a file of the home, such as KILL' "[IO.File]::Delete('$own')" } finally { [IO.File]::Delete($own) }
Test-Refused 'change HKLM' "New-Item 'HKLM:\SOFTWARE\Exacta\selftest-$mark'"
$listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
$listener.Start()
Test-Refused 'reach the network' "`$c = New-Object Net.Sockets.TcpClient; `$c.Connect('127.0.0.1', $($listener.LocalEndpoint.Port))"
$listener.Stop()
[Console]::Out.WriteLine('passed')
exit 0
