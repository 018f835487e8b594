import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeReason } from '../../core/kill-switch/reason';
import { EXIT, Stopped } from './exit-codes';
import { COMMANDS, type CommandName } from './plans';

/** What `exacta-guardian` was asked for. */
export interface Arguments {
  command: CommandName | 'help';
  /** The folder of `--home`, absolute; null for the installed Guardian. */
  home: string | null;
  /** Trimmed; null when none was given. */
  reason: string | null;
  yes: boolean;
  json: boolean;
  /** With `--daemon`: start in Safe Mode. */
  safeMode: boolean;
  /** Where the logs are exported to, absolute, or `-` for standard output; null for other commands. */
  exportTo: string | null;
  /** The Core that is to be installed, a folder or a `.tar.gz`, absolute; null for other commands. */
  installFrom: string | null;
  /** With `--daemon`: where the control plane asks it. */
  port: number | null;
  address: string | null;
  /** With `--init`: the file with the offline root's public key, and the first Core. Absolute. */
  rootKey: string | null;
  core: string | null;
}

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = {
  'show-status': FLAG,
  'verify-integrity': FLAG,
  'export-logs': TEXT,
  'start-safe': FLAG,
  'safe-mode': FLAG,
  'acknowledge-kill': FLAG,
  'reset-policy': FLAG,
  'rollback-core': FLAG,
  'install-core': TEXT,
  'exit-safe': FLAG,
  stop: FLAG,
  init: FLAG,
  daemon: FLAG,
  'root-key': TEXT,
  core: TEXT,
  port: TEXT,
  address: TEXT,
  home: TEXT,
  reason: TEXT,
  yes: FLAG,
  json: FLAG,
  help: { type: 'boolean', short: 'h' },
} as const;

const NOTHING = {
  home: null,
  reason: null,
  exportTo: null,
  installFrom: null,
  port: null,
  address: null,
  rootKey: null,
  core: null,
};
/** Options that go with one command alone. */
const BELONGS_TO = { 'root-key': 'init', core: 'init', port: 'daemon', address: 'daemon' } as const;

const usage = (problem: string) => new Stopped(EXIT.usage, problem);

/** Reads the words of the command line, relative paths from `folder` on. Throws `Stopped` with the exit code for usage. */
export function readArguments(argv: readonly string[], folder: string): Arguments {
  const given = parse(argv);
  const { reason, json = false, yes = false, help = false } = given;
  const safeMode = given['safe-mode'] ?? false;
  const asked = COMMANDS.filter((name) => given[name] !== undefined);
  if (safeMode && asked.length === 0) asked.push('start-safe');
  const [command, another] = asked;
  if (help || command === undefined) {
    if (!help) throw usage('No command was given.');
    return { ...NOTHING, command: 'help', yes, json, safeMode };
  }
  if (another !== undefined) {
    throw usage(`Only one command at a time: --${command} and --${another} were given.`);
  }
  if (safeMode && command !== 'daemon' && command !== 'start-safe') {
    throw usage(`--safe-mode stands alone or with --daemon, not with --${command}.`);
  }
  for (const [name, owner] of Object.entries(BELONGS_TO) as [keyof typeof BELONGS_TO, CommandName][]) {
    if (given[name] !== undefined && command !== owner) throw usage(`--${name} goes with --${owner} alone.`);
  }
  const path = (name: 'home' | 'export-logs' | 'install-core' | 'root-key' | 'core') => {
    const value = given[name];
    return value === undefined ? null : pathOf(value, name, folder);
  };
  const isPiped = given['export-logs'] === '-';
  return {
    command,
    home: path('home'),
    reason: reason === undefined ? null : reasonOf(reason),
    yes,
    json,
    safeMode,
    exportTo: isPiped ? '-' : path('export-logs'),
    installFrom: path('install-core'),
    port: given.port === undefined ? null : portOf(given.port),
    address: given.address ?? null,
    rootKey: path('root-key'),
    core: path('core'),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    // Node adds hints about words without an option, which this command line never takes.
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(
      /\. (?:To specify|This command)/,
    );
    throw usage(sentence.endsWith('.') ? sentence : `${sentence}.`);
  }
}

function pathOf(path: string, option: string, folder: string): string {
  if (path === '' || path.includes('\0')) throw usage(`--${option} needs a path.`);
  return resolve(folder, path);
}

function portOf(given: string): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw usage('--port must be a number from 0 to 65535; 0 is any free port.');
}

function reasonOf(given: string): string {
  const fault = judgeReason(given);
  if (fault === null) return given.trim();
  throw usage(
    fault === 'reason_too_long'
      ? '--reason may have at most 500 characters.'
      : '--reason must say something.',
  );
}
