import { codeOf } from '../home/durable';
import type { HomePaths } from '../ports';
import { standingAt } from './account';
import { readArguments, type Arguments } from './arguments';
import { askGuardian } from './ask-guardian';
import { EXIT, Stopped, type ExitCode } from './exit-codes';
import type { Io } from './io';
import type { NewHome } from './make-home';
import type { Outcome } from './outcome';
import { PLANS, type CommandName } from './plans';
import type { Files } from './reach';
import { stopAll } from './stop';
import { USAGE } from './usage';

/** What the command line works on. */
export interface Host {
  /** Null is the installed Guardian's home. */
  pathsOf(home: string | null): HomePaths;
  files: Files;
  /** Makes a home, and answers what to say. Rejects when it cannot be made there. */
  init(given: NewHome): Promise<Outcome>;
  /** Is the Guardian until it ends, and says nothing more than that. */
  daemon(given: Pick<Arguments, 'home' | 'safeMode' | 'port' | 'address'>): Promise<Outcome>;
}

/** Runs `exacta-guardian` with these words, relative paths from `folder` on, and resolves to its exit code. */
export async function runGuardian(
  argv: readonly string[],
  folder: string,
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const json = argv.includes('--json');
  let command: Arguments['command'] = 'help';
  try {
    const args = readArguments(argv, folder);
    command = args.command;
    if (command === 'help') {
      io.out(USAGE);
      return EXIT.done;
    }
    const outcome = await carryOut({ ...args, command }, io, host);
    if (json && outcome.json) io.out(JSON.stringify({ command, code: outcome.code, ...outcome.json }));
    else if (outcome.text !== '') io.out(outcome.text);
    return outcome.code;
  } catch (error) {
    return tell(command, error, json, io);
  }
}

/** What to do about an error of the system. */
const NEXT_STEPS: Partial<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, then run this again.',
  EROFS: 'The disk is read-only: mount it for writing, then run this again.',
  EACCES: 'Run this as root or as the owner of the home.',
  EPERM: 'Run this as root or as the owner of the home.',
};

/** Says what went wrong. Of a status that cannot be told, that is the answer, and its first line has the usual form. */
function tell(command: Arguments['command'], error: unknown, json: boolean, io: Io): ExitCode {
  const status = command === 'show-status';
  const message = error instanceof Error ? error.message : String(error);
  const next = NEXT_STEPS[codeOf(error) ?? ''] ?? 'Run exacta-guardian --show-status to see what is so now.';
  const stopped =
    error instanceof Stopped
      ? error
      : new Stopped(EXIT.failed, `exacta-guardian failed: ${message}. ${next}`);
  const code = status && stopped.code !== EXIT.usage ? EXIT.cannotTell : stopped.code;
  if (json) {
    const mode = status ? { mode: null } : {};
    io.out(JSON.stringify({ command, code, ...mode, ...stopped.data, message: stopped.message }));
  } else if (status) io.out('mode: unknown');
  io.err(stopped.message);
  if (code === EXIT.usage) io.err(`\n${USAGE}`);
  return code;
}

/** The home, and what this account is to it. Throws `Stopped` for who may not use this command there. */
async function admit(host: Host, { home }: Pick<Arguments, 'home'>, command: CommandName) {
  const paths = host.pathsOf(home);
  const standing = standingAt(paths);
  if (standing === 'no home') {
    throw new Stopped(
      EXIT.failed,
      `There is no Guardian's home at ${paths.home}. Make one with exacta-guardian --init, or name one with --home DIR.`,
    );
  }
  if (PLANS[command].who === 'administrator' && standing !== 'administrator') {
    throw new Stopped(
      EXIT.notAdministrator,
      `--${command} needs an administrator: root, or the owner of ${paths.home}. Nothing was changed.`,
    );
  }
  if (standing === 'hidden') {
    throw new Stopped(EXIT.cannotTell, `You may not look into ${paths.home}. Ask as root.`);
  }
  return { paths, standing };
}

type Given = Arguments & { command: CommandName };

async function carryOut({ command, ...args }: Given, io: Io, host: Host): Promise<Outcome> {
  if (command === 'init') return host.init(args);
  const { paths, standing } = await admit(host, args, command);
  if (command === 'daemon') return host.daemon(args);
  const asking = { paths, standing, yes: args.yes, command, files: host.files };
  return command === 'stop'
    ? stopAll({ ...asking, command }, args.reason ?? 'stopped on the command line')
    : askGuardian(asking, { ...args, command }, io);
}
