import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsCommandLine } from './command-line';
import { createHelperWords } from './helper-words';
import { openRegistryKey, parseRegQuery, type RunProgram } from './registry-key';

const KEY = String.raw`HKLM\SOFTWARE\Exacta`;
const LOCATION = String.raw`HKLM\SOFTWARE\Exacta\EmergencyStop`;
const HEADER = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Exacta`;
const list = (...lines: string[]) => ['', HEADER, ...lines, '', String.raw`${HEADER}\Other`, ''].join('\r\n');
const look = (listed: string) => parseRegQuery(listed, KEY, 'EmergencyStop');
const INSTALLED = '    Installed    REG_SZ    2.2.0';

describe('the registry’s emergency key', () => {
  it.each([
    ['the key without the value', list(INSTALLED)],
    ['a DWORD of 0', list(INSTALLED, '    EmergencyStop    REG_DWORD    0x0')],
    ['another value that is 1', list('    EmergencyStopper    REG_DWORD    0x1')],
    ['a value that mentions it', list('    Note    REG_SZ    EmergencyStop    REG_DWORD    0x1')],
  ])('is clear with %s', (_what, listed) => {
    expect(look(listed)).toBe('absent');
  });

  it.each([
    ['a DWORD of 1', list(INSTALLED, '    EmergencyStop    REG_DWORD    0x1')],
    ['any other number', list('    EmergencyStop    REG_DWORD    0x10')],
    ['another type, though it is 0', list('    EmergencyStop    REG_QWORD    0x0')],
    ['a text', list('    EmergencyStop    REG_SZ    0')],
    ['an empty text', list('    EmergencyStop    REG_SZ')],
    ['bytes', list('    EmergencyStop    REG_BINARY    00')],
    ['a name in capitals', list('    EMERGENCYSTOP    REG_DWORD    0x1')],
  ])('is set with %s [F7-37, F7-40]', (_what, listed) => {
    expect(look(listed)).toBe('present');
  });

  it.each([
    ['nothing', ''],
    ['an error in English', 'ERROR: The system was unable to find the specified registry key or value.'],
    ['an error in German', 'FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.'],
    ['another key', list().replaceAll('Exacta', 'Exacta2')],
    ['the value without its key', '    EmergencyStop    REG_DWORD    0x0'],
  ])('has not been looked at when %s is said', (_what, listed) => {
    expect(look(listed)).toBe('failed');
  });

  it('is never clear by chance: whatever is said, the key must be listed', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'HKEY_LOCAL_MACHINE',
            '\\',
            'SOFTWARE',
            'Exacta',
            '\r\n',
            '    ',
            'EmergencyStop',
            'REG_DWORD',
            '0x0',
            'ü',
          ),
        }),
        (said) => {
          fc.pre(
            !said
              .split('\r\n')
              .map((line) => line.trimEnd())
              .includes(HEADER),
          );
          expect(look(said)).toBe('failed');
        },
      ),
    );
  });

  it('is asked of the key above it, in the registry of 64 bits, and a question without an answer has failed [F7-37]', async () => {
    const asked: unknown[] = [];
    const run =
      (answer: string | null): RunProgram =>
      async (...question) => {
        asked.push(question);
        return answer;
      };
    const key = openRegistryKey(LOCATION, run(list('    EmergencyStop    REG_DWORD    0x1')));
    expect([key.location, await key.look()]).toEqual([LOCATION, 'present']);
    expect(asked).toEqual([[String.raw`C:\Windows\System32\reg.exe`, ['query', KEY, '/reg:64'], 1_000]]);
    expect(await openRegistryKey(LOCATION, run(null)).look()).toBe('failed');
    // Where there is no such program at all.
    expect(await openRegistryKey(LOCATION).look()).toBe('failed');
  });
});

/** Takes a command line apart as `CommandLineToArgvW` is documented to. */
function takeApart(line: string): string[] {
  const end = line.indexOf('"', 1);
  const found = [line.slice(1, end)];
  let [current, quoted, started] = ['', false, false];
  const rest = line.slice(end + 1);
  for (let at = 0; at < rest.length; at++) {
    const slashes = /^\\*/.exec(rest.slice(at))?.[0].length ?? 0;
    const next = rest[at + slashes];
    if (slashes > 0) {
      current += '\\'.repeat(next === '"' ? Math.floor(slashes / 2) : slashes);
      if (next === '"' && slashes % 2 === 1) current += '"';
      at += next === '"' && slashes % 2 === 1 ? slashes : slashes - 1;
      started = true;
    } else if (next === '"') {
      [quoted, started] = [!quoted, true];
    } else if ((next === ' ' || next === '\t') && !quoted) {
      if (started) found.push(current);
      [current, started] = ['', false];
    } else {
      [current, started] = [current + next, true];
    }
  }
  return started ? [...found, current] : found;
}

describe('a command line of Windows', () => {
  it('gives the program exactly its arguments again', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('\\', '"', ' ', 'a', '\t', '\n') }),
    );
    fc.assert(
      fc.property(fc.array(argument), (args) => {
        const clean = args.map((one) => one.replaceAll('\0', ''));
        const command = [String.raw`C:\Program Files\node.exe`, ...clean];
        expect(takeApart(windowsCommandLine(command))).toEqual(command);
      }),
    );
  });

  it('looks as people write it, and is refused where it cannot be written', () => {
    expect(windowsCommandLine(['node.exe', 'a', '', 'b c', 'say "hi"', String.raw`C:\x y\\`])).toBe(
      String.raw`"node.exe" a "" "b c" "say \"hi\"" "C:\x y\\\\"`,
    );
    for (const bad of [[], [''], ['a"b'], ['a\0'], ['a', '\0']]) {
      expect(() => windowsCommandLine(bad)).toThrow(/program|character 0/);
    }
  });
});

describe('what the helper says', () => {
  it('is found by its name, whatever stands between, and is missed when the helper ends', async () => {
    const output = new PassThrough();
    const words = createHelperWords(createInterface({ input: output }), 60_000);
    const [pid, count] = [words.next('pid'), words.next('count')];
    output.write('WARNING: something\n{"pid":"no"}\n{"pid":42}\n{"count":3}\n');
    expect([await pid, await count]).toEqual([42, 3]);
    const exit = words.next('exit');
    output.end('{"count":3}\n');
    await expect(exit).rejects.toThrow('ended');
    await expect(words.next('count')).rejects.toThrow('ended');
  });

  it('must come in time at the start', async () => {
    const words = createHelperWords(createInterface({ input: new PassThrough() }), 5);
    await expect(words.next('pid')).rejects.toThrow('in time');
  });
});

describe('the scripts for PowerShell, which was not there to run them', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  const code = (name: string) => read(name).replace(/^\s*#.*$/gm, '');

  it('notice the end of Core while nothing is said to them: the input of the console would wait', () => {
    expect(code('hold-core.ps1')).not.toContain('[Console]::In.');
    expect(code('hold-core.ps1')).toMatch(/StreamReader \(\[Console\]::OpenStandardInput\(\)\)/);
  });

  it('take nothing for refused that was only an error on the way, or not tried', () => {
    expect(code('selftest.ps1')).toMatch(/\$ErrorActionPreference = 'Stop'"\n.*\{ exit 6 \}.*\{ exit 5 \}/);
  });

  it('never touch an operator’s KILL file', () => {
    expect(code('selftest.ps1')).not.toMatch(/\\KILL|Remove-Item/);
  });
});
