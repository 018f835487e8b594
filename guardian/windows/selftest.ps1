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

# The exit code of what a held process tried: 0 means that it succeeded, which it must not.
function Test-Refused([string]$what, [string]$attempt) {
  $held = Start-Held "try { $attempt; exit 0 } catch { exit 5 }"
  $line = $held.Helper.StandardOutput.ReadLine()
  $held.Helper.StandardInput.Close()
  if ($null -eq $line -or ($line | ConvertFrom-Json).exit -ne 5) { Fail "A held process could $what." }
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

# 2. Nothing leaves the job: CREATE_BREAKAWAY_FROM_JOB is refused.
Test-Refused 'leave its job' @'
Add-Type -Namespace X -Name Y -MemberDefinition '[DllImport("kernel32",SetLastError=true,CharSet=CharSet.Unicode)] public static extern bool CreateProcess(string a, System.Text.StringBuilder b, System.IntPtr c, System.IntPtr d, bool e, uint f, System.IntPtr g, string h, byte[] i, byte[] j);'
$startup = New-Object byte[] 104; $startup[0] = 104
if (-not [X.Y]::CreateProcess($null, (New-Object Text.StringBuilder 'cmd.exe /c exit'), 0, 0, $false, 0x01000000, 0, $null, $startup, (New-Object byte[] 24))) { throw 'refused' }
'@

# 3. It can change neither the Guardian's home nor the emergency key, and reach no network.
Test-Refused 'write into the home' "[IO.File]::WriteAllText('$GuardianHome\\selftest-$mark', 'x')"
Test-Refused 'delete the KILL file' "`$path = '$GuardianHome\\KILL'; if (-not (Test-Path `$path)) { throw 'none' }; Remove-Item `$path"
Test-Refused 'change HKLM' "New-Item 'HKLM:\SOFTWARE\Exacta\selftest-$mark'"
$listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
$listener.Start()
Test-Refused 'reach the network' "`$c = New-Object Net.Sockets.TcpClient; `$c.Connect('127.0.0.1', $($listener.LocalEndpoint.Port))"
$listener.Stop()
[Console]::Out.WriteLine('passed')
exit 0
