import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Outbox, Store } from '../../core/ports/store';
import { OutcomeUnknown, StoreUnavailable } from '../../core/ports/store';
import { ConfigError } from '../config';
import { EXIT, Refused, UsageError, type Io, type Result } from './io';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options and words that a command was given, by their names. */
export interface Given {
  /** The option, which must be there. */
  need(name: string): string;
  text(name: string): string | null;
  flag(name: string): boolean;
  /** The words after the command. */
  words: string[];
}

/** What a command works with. */
export interface Setting {
  io: Io;
  /** Opens the store of the environment for as long as `work` takes. */
  withStore<T>(work: (store: Store & Outbox) => Promise<T>): Promise<T>;
}

export interface Command {
  /** After `npm run kill-switch -- `. */
  usage: string;
  /** In one sentence. */
  about: string;
  options: Options;
  /** How many words it takes beside its options. */
  words?: number;
  run(given: Given, setting: Setting): Promise<Result>;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
export const option = { text: TEXT, flag: FLAG };

/** Runs a command. The exit code is that of `EXIT`, whatever happens. */
export async function runCommand(
  command: Command,
  argv: readonly string[],
  setting: Setting,
): Promise<number> {
  const { io } = setting;
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(helpOf(command));
    return EXIT.done;
  }
  const json = argv.includes('--json');
  try {
    const result = await command.run(readArgs(command, argv), setting);
    io.out(json ? JSON.stringify(result.json) : result.text);
    return result.code;
  } catch (error) {
    const { code, words } = explain(error);
    if (json) io.out(JSON.stringify({ error: words }));
    io.err(code === EXIT.usage ? `${words}\n\n${helpOf(command)}` : words);
    return code;
  }
}

function helpOf({ usage, about }: Command): string {
  return `Usage: npm run kill-switch -- ${usage} [--json]\n${about}`;
}

function readArgs({ options, words: most = 0 }: Command, argv: readonly string[]): Given {
  const known: Options = { ...options, json: FLAG };
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: known, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (positionals.length !== most) {
    const extra = positionals[most];
    throw new UsageError(extra === undefined ? 'A word is missing.' : `Unexpected argument '${extra}'.`);
  }
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    text,
    need(name) {
      const value = text(name);
      if (value === null || value === '') throw new UsageError(`--${name} is missing.`);
      return value;
    },
    flag: (name) => values[name] === true,
    words: positionals,
  };
}

/** What is said about a failure, and with which exit code. */
function explain(error: unknown): { code: number; words: string } {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof ConfigError) return { code: EXIT.usage, words };
  if (error instanceof Refused) return { code: EXIT.refused, words };
  if (error instanceof OutcomeUnknown) {
    return {
      code: EXIT.failed,
      words: `It is not known whether this was done: the store did not answer. Read the state again. (${words})`,
    };
  }
  if (error instanceof StoreUnavailable) {
    return { code: EXIT.failed, words: `Nothing was changed: the store cannot be used now. (${words})` };
  }
  return { code: EXIT.failed, words };
}
