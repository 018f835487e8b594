import { backupCommands } from './backups';
import { runCommand, type Command, type Setting } from './command';
import { EXIT, type Io } from './io';
import { leverCommands } from './lever';
import { peopleCommands } from './people';
import { tenantCommands } from './tenants';

const hostAdd: Command = {
  usage: 'host add',
  about: 'Adds a host with a Guardian.',
  options: {},
  run: () => Promise.reject(new Error('This comes with the Guardian, which is not part of this version.')),
};

const commands: Record<string, Command> = {
  ...leverCommands,
  ...tenantCommands,
  ...peopleCommands,
  ...backupCommands,
  'host add': hostAdd,
};

/** Runs `kill-switch` with these words, and resolves to its exit code. */
export async function runKillSwitch(
  argv: readonly string[],
  io: Io,
  withStore: Setting['withStore'],
): Promise<number> {
  const [first = '', second = '', ...rest] = argv;
  const two = commands[`${first} ${second}`];
  if (two) return runCommand(two, rest, { io, withStore });
  const one = commands[first];
  if (one) return runCommand(one, argv.slice(1), { io, withStore });
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(overview(first));
    return EXIT.done;
  }
  const problem = first === '' ? 'Which command?' : `There is no command '${argv.join(' ')}'.`;
  io.err(`${problem}\n\n${overview(first)}`);
  return EXIT.usage;
}

/** All commands, or those that begin with this word. */
function overview(word: string): string {
  const all = Object.entries(commands).filter(([name]) => name.startsWith(`${word} `));
  const shown = all.length > 0 ? all : Object.entries(commands);
  const lines = shown.map(([, { usage }]) => `  ${usage}`);
  return `Usage: npm run kill-switch -- COMMAND [--json]

${lines.join('\n')}

Each has its own --help. The store is that of DATABASE_URL or DATA_DIR. Exit codes: 0 done, or already so; 1 failed; 2 not
understood; 4 refused; 6 not confirmed.`;
}
