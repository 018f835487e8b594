# Holds Core on Windows. UNTRIED: nobody has run this on a Windows yet. selftest.ps1 must pass on a host before Core starts there.
#
# Core is created suspended, put into a Job Object, and resumed. The job ends with its last handle, which only this process has
# ("kill on close"), and nothing in it can leave it (no breakaway is allowed). So Core and all that it ever started end when this
# process ends: by force, or because its standard input closes, which it does when the Guardian ends.
#
# Core runs as LocalService, without privileges and at a low level of integrity: it can write neither C:\ProgramData nor HKLM.
#
# -Settings: base64 of the UTF-8 JSON {line, folder, processes, environment: {name: value}}.
# It prints one JSON object a line: {"pid":n}, {"count":n} for each line "count" that it reads, {"exit":code}.
param([Parameter(Mandatory = $true)][string]$Settings)
$ErrorActionPreference = 'Stop'
$json = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Settings)) | ConvertFrom-Json

Add-Type -TypeDefinition @'
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

public static class Held {
  [StructLayout(LayoutKind.Sequential)] struct Basic {
    public long PerProcessTime, PerJobTime; public uint Flags; public UIntPtr Min, Max; public uint ActiveProcesses;
    public UIntPtr Affinity; public uint Priority, Scheduling;
  }
  [StructLayout(LayoutKind.Sequential)] struct Io { public ulong A, B, C, D, E, F; }
  [StructLayout(LayoutKind.Sequential)] struct Extended {
    public Basic Basic; public Io Io; public UIntPtr ProcessMemory, JobMemory, PeakProcess, PeakJob;
  }
  [StructLayout(LayoutKind.Sequential)] struct Accounting {
    public long UserTime, KernelTime, PeriodUser, PeriodKernel; public uint Faults, Total, Active, Terminated;
  }
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] struct Startup {
    public int Size; public string Reserved, Desktop, Title; public int X, Y, W, H, CX, CY, Fill, Flags; public short Show, Reserved2;
    public IntPtr Reserved3, Input, Output, Error;
  }
  [StructLayout(LayoutKind.Sequential)] struct Started { public IntPtr Process, Thread; public int Pid, Tid; }
  [StructLayout(LayoutKind.Sequential)] struct SidAttributes { public IntPtr Sid; public uint Attributes; }

  [DllImport("kernel32", SetLastError = true)] static extern IntPtr CreateJobObject(IntPtr a, string name);
  [DllImport("kernel32", SetLastError = true)] static extern bool SetInformationJobObject(IntPtr job, int kind, ref Extended info, int size);
  [DllImport("kernel32", SetLastError = true)] static extern bool QueryInformationJobObject(IntPtr job, int kind, out Accounting info, int size, IntPtr got);
  [DllImport("kernel32", SetLastError = true)] static extern bool AssignProcessToJobObject(IntPtr job, IntPtr process);
  [DllImport("kernel32", SetLastError = true)] static extern bool TerminateProcess(IntPtr process, uint code);
  [DllImport("kernel32", SetLastError = true)] static extern uint ResumeThread(IntPtr thread);
  [DllImport("kernel32", SetLastError = true)] static extern uint WaitForSingleObject(IntPtr handle, uint ms);
  [DllImport("kernel32", SetLastError = true)] static extern bool GetExitCodeProcess(IntPtr process, out uint code);
  [DllImport("advapi32", SetLastError = true, CharSet = CharSet.Unicode)] static extern bool LogonUser(string user, string domain, string password, int type, int provider, out IntPtr token);
  [DllImport("advapi32", SetLastError = true)] static extern bool CreateRestrictedToken(IntPtr token, uint flags, uint a, IntPtr b, uint c, IntPtr d, uint e, IntPtr f, out IntPtr restricted);
  [DllImport("advapi32", SetLastError = true, CharSet = CharSet.Unicode)] static extern bool ConvertStringSidToSid(string text, out IntPtr sid);
  [DllImport("advapi32", SetLastError = true)] static extern bool SetTokenInformation(IntPtr token, int kind, ref SidAttributes info, int size);
  [DllImport("advapi32", SetLastError = true, CharSet = CharSet.Unicode)] static extern bool CreateProcessAsUser(IntPtr token, string application, StringBuilder line, IntPtr a, IntPtr b, bool inherit, uint flags, string environment, string folder, ref Startup startup, out Started started);

  const uint KillOnClose = 0x2000, ActiveProcess = 0x8, Suspended = 0x4, UnicodeEnvironment = 0x400, NoWindow = 0x08000000;
  static IntPtr job, process;

  static void Must(bool done, string what) { if (!done) throw new Win32Exception(Marshal.GetLastWin32Error(), what); }

  static IntPtr Token() {
    IntPtr service, restricted, low;
    Must(LogonUser("LocalService", "NT AUTHORITY", null, 5, 0, out service), "LogonUser");
    // DISABLE_MAX_PRIVILEGE
    Must(CreateRestrictedToken(service, 1, 0, IntPtr.Zero, 0, IntPtr.Zero, 0, IntPtr.Zero, out restricted), "CreateRestrictedToken");
    Must(ConvertStringSidToSid("S-1-16-4096", out low), "ConvertStringSidToSid");
    var level = new SidAttributes { Sid = low, Attributes = 0x20 };
    Must(SetTokenInformation(restricted, 25, ref level, Marshal.SizeOf(level)), "SetTokenInformation");
    return restricted;
  }

  public static int Start(string line, string folder, string environment, uint processes) {
    job = CreateJobObject(IntPtr.Zero, null);
    Must(job != IntPtr.Zero, "CreateJobObject");
    var limits = new Extended();
    limits.Basic.Flags = KillOnClose | ActiveProcess;
    limits.Basic.ActiveProcesses = processes;
    Must(SetInformationJobObject(job, 9, ref limits, Marshal.SizeOf(limits)), "SetInformationJobObject");
    var startup = new Startup();
    startup.Size = Marshal.SizeOf(startup);
    Started started;
    var flags = Suspended | UnicodeEnvironment | NoWindow;
    Must(CreateProcessAsUser(Token(), null, new StringBuilder(line), IntPtr.Zero, IntPtr.Zero, false, flags, environment, folder, ref startup, out started), "CreateProcessAsUser");
    process = started.Process;
    if (!AssignProcessToJobObject(job, process)) {
      var error = Marshal.GetLastWin32Error();
      TerminateProcess(process, 1);
      throw new Win32Exception(error, "AssignProcessToJobObject");
    }
    ResumeThread(started.Thread);
    return started.Pid;
  }

  public static bool HasEnded(uint ms) { return WaitForSingleObject(process, ms) == 0; }
  public static uint ExitCode() { uint code; GetExitCodeProcess(process, out code); return code; }
  public static uint Count() { Accounting now; Must(QueryInformationJobObject(job, 1, out now, Marshal.SizeOf(typeof(Accounting)), IntPtr.Zero), "QueryInformationJobObject"); return now.Active; }
}
'@

function Say($what) {
  [Console]::Out.WriteLine((ConvertTo-Json -Compress $what))
  [Console]::Out.Flush()
}

# Only what Windows itself needs, and what the Guardian gives.
$variables = @{ SystemRoot = 'C:\Windows'; PATH = 'C:\Windows\System32'; TEMP = 'C:\Windows\Temp'; TMP = 'C:\Windows\Temp' }
foreach ($one in $json.environment.PSObject.Properties) { $variables[$one.Name] = $one.Value }
$block = (($variables.GetEnumerator() | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Value)`0" }) -join '') + "`0"

Say @{ pid = [Held]::Start($json.line, $json.folder, $block, $json.processes) }

# Not [Console]::In: its ReadLineAsync waits for the line, and the end of Core would not be noticed meanwhile.
$words = New-Object IO.StreamReader ([Console]::OpenStandardInput())
$reading = $words.ReadLineAsync()
while (-not [Held]::HasEnded(100)) {
  if (-not $reading.IsCompleted) { continue }
  # The Guardian has ended, or wants Core to end. With this process, its handle of the job is gone.
  if ($null -eq $reading.Result) { exit 0 }
  if ($reading.Result -eq 'count') { Say @{ count = [Held]::Count() } }
  $reading = $words.ReadLineAsync()
}
Say @{ exit = [Held]::ExitCode() }
