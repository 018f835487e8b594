import { execFile } from 'node:child_process';
import type { Look, OperatorSwitch } from '../ports';

/** A Guardian reads no environment: this is where Windows stands on every host that is supported. */
const REG_EXE = String.raw`C:\Windows\System32\reg.exe`;
const LOOK_MS = 1_000;

/** Runs a program without a shell and resolves with its standard output, or null when it cannot be run or takes too long. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  milliseconds: number,
) => Promise<string | null>;

const runProgram: RunProgram = (file, args, milliseconds) =>
  new Promise((resolve) => {
    const options = { timeout: milliseconds, windowsHide: true, encoding: 'latin1' } as const;
    const child = execFile(file, args, options, (_error, stdout) => {
      // Its exit code says nothing: 1 is a missing key as well as a missing right. What it lists tells them apart.
      resolve(child.killed ? null : stdout);
    });
  });

/**
 * What `reg query` of the *parent* key says about a value in it. The key is listed without the value, or with a DWORD of 0:
 * absent. Any other type or number: present. The key is not listed, whatever else was said in whatever language: failed.
 */
export function parseRegQuery(listed: string, key: string, value: string): Look {
  const lines = listed.split(/\r?\n/).map((line) => line.trimEnd());
  const full = key.replace(/^HKLM\\/i, 'HKEY_LOCAL_MACHINE\\').toLowerCase();
  const start = lines.findIndex((line) => line.toLowerCase() === full);
  if (start === -1) return 'failed';
  const values = lines.slice(start + 1).filter((line) => isNamed(line, value));
  return values.every((line) => / {4}REG_DWORD {4}0x0+$/.test(line)) ? 'absent' : 'present';
}

/** Four spaces are between a value's name, its type and its data. Names are the same in capitals. */
function isNamed(line: string, value: string): boolean {
  const [before = '', name = '', type = ''] = line.split(/ {4}/);
  return before === '' && name.toLowerCase() === value.toLowerCase() && type.startsWith('REG_');
}

/**
 * The emergency key of a Windows host, such as `HKLM\SOFTWARE\Exacta\EmergencyStop`. The installer makes the key above it, with
 * a value of its own, so that it is listed: when somebody removes it, the look has failed.
 */
export function openRegistryKey(location: string, run: RunProgram = runProgram): OperatorSwitch {
  const cut = location.lastIndexOf('\\');
  const [key, value] = [location.slice(0, cut), location.slice(cut + 1)];
  return {
    location,
    async look() {
      const listed = await run(REG_EXE, ['query', key, '/reg:64'], LOOK_MS);
      return listed === null ? 'failed' : parseRegQuery(listed, key, value);
    },
  };
}
