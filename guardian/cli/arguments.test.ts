import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments';
import { EXIT, Stopped } from './exit-codes';
import { COMMANDS } from './plans';
import { USAGE } from './usage';

const read = (...argv: string[]) => readArguments(argv, '/folder');
function problemOf(...argv: string[]): string {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof Stopped && error.code === EXIT.usage) return error.message;
    throw error;
  }
  throw new Error('It was understood.');
}

describe('the words after exacta-guardian', () => {
  test('name one command, and the options that go with it', () => {
    const given = read('--reset-policy', '--yes', '--reason', ' why ', '--json', '--home', 'h');
    expect(given).toStrictEqual({
      command: 'reset-policy',
      home: '/folder/h',
      reason: 'why',
      yes: true,
      json: true,
      safeMode: false,
      exportTo: null,
      installFrom: null,
      port: null,
      address: null,
      rootKey: null,
      core: null,
    });
    expect(read('--init', '--core', 'c.tar.gz')).toMatchObject({ core: '/folder/c.tar.gz' });
    expect(read('--daemon', '--port', '0', '--address', '::1')).toMatchObject({ port: 0, address: '::1' });
    expect(problemOf('--daemon', '--port', '65536')).toContain('--port must be a number');
    expect(problemOf('--stop', '--core', 'c.tar.gz')).toBe('--core goes with --init alone.');
  });

  test('name the commands of F7, and those of the design [F7-158, F7-05]', () => {
    for (const name of COMMANDS) {
      const takesPath = name === 'export-logs' || name === 'install-core';
      const words = takesPath ? [`--${name}`, 'a.file'] : [`--${name}`];
      expect(read(...words).command).toBe(name);
      expect(USAGE).toContain(`--${name}`);
    }
  });

  test('may be --safe-mode alone, which is --start-safe, or with --daemon [F7-12]', () => {
    expect(read('--safe-mode').command).toBe('start-safe');
    expect(read('--daemon', '--safe-mode')).toMatchObject({ command: 'daemon', safeMode: true });
    expect(problemOf('--exit-safe', '--safe-mode')).toContain('stands alone or with --daemon');
  });

  test('resolve paths from the folder of the caller, and - is standard output', () => {
    expect(read('--export-logs', 'a/b.json').exportTo).toBe('/folder/a/b.json');
    expect(read('--export-logs', '/a/b.json').exportTo).toBe('/a/b.json');
    expect(read('--export-logs', '-').exportTo).toBe('-');
    expect(read('--install-core', 'c.tar.gz').installFrom).toBe('/folder/c.tar.gz');
    expect(problemOf('--install-core', '')).toBe('--install-core needs a path.');
    expect(problemOf('--export-logs', '')).toBe('--export-logs needs a path.');
    expect(problemOf('--show-status', '--home=')).toBe('--home needs a path.');
  });

  test('with --help print the usage, whatever else they say', () => {
    expect(read('--help').command).toBe('help');
    expect(read('--reset-policy', '--help').command).toBe('help');
    expect(read('-h').command).toBe('help');
  });

  test('are refused with a reason of more than 500 characters', () => {
    expect(problemOf('--stop', '--reason', 'x'.repeat(501))).toBe(
      '--reason may have at most 500 characters.',
    );
    expect(read('--stop', '--reason', 'x'.repeat(500)).reason).toHaveLength(500);
  });

  test.each([
    [[], 'No command was given.'],
    [['--reset-policy', '--stop'], 'Only one command at a time: --reset-policy and --stop were given.'],
    [['--frobnicate'], "Unknown option '--frobnicate'."],
    [['--show-status', 'more'], "Unexpected argument 'more'."],
    [['--export-logs'], "Option '--export-logs <value>' argument missing."],
    [['--reset-policy=yes'], "Option '--reset-policy' does not take an argument."],
    [['--reset-policy', '--reason', ' \u200B'], '--reason must say something.'],
  ])('are refused when they are %j', (argv, problem) => {
    expect(problemOf(...argv)).toBe(problem);
  });
});
