import { backupCommands } from './backups';
import type { Outbox, Store } from '../../core/ports/store';
import type { SigningKeys } from '../signing-keys';
import { runCommand, type Command } from './command';
import { exportBundle } from './export';
import { EXIT, type Io } from './io';
import { hostCommands } from './hosts';
import { leverCommands } from './lever';
import { peopleCommands } from './people';
import { tenantCommands } from './tenants';
import { verify } from './verify';

const commands: Record<string, Command> = {
  ...leverCommands,
  ...tenantCommands,
  ...peopleCommands,
  ...backupCommands,
  ...hostCommands,
};

/** Where the commands work. */
interface Places {
  openStore(): Promise<Store & Outbox>;
  openKeys(): SigningKeys;
}

/** Runs `kill-switch` with these words, and resolves to its exit code. */
export async function runKillSwitch(
  argv: readonly string[],
  io: Io,
  { openStore, openKeys }: Places,
): Promise<number> {
  const withStore = async <T>(work: (store: Store & Outbox) => Promise<T>): Promise<T> => {
    const store = await openStore();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const [first = '', second = '', ...rest] = argv;
  const two = commands[`${first} ${second}`];
  if (two) return runCommand(two, rest, { io, withStore });
  if (first === 'verify') return verify(argv.slice(1), io);
  if (first === 'export') return exportBundle(argv.slice(1), { ...io, openStore, openKeys });
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

const EVIDENCE = [
  '  verify FILE [--key FINGERPRINT] [--seen CHECKPOINT]',
  '  export --tenant NAME --out FILE',
];

/** All commands, or those that begin with this word. */
function overview(word: string): string {
  const all = Object.entries(commands).filter(([name]) => name.startsWith(`${word} `));
  const shown = all.length > 0 ? all : Object.entries(commands);
  const lines = shown.map(([, { usage }]) => `  ${usage}`);
  if (all.length === 0) lines.push(...EVIDENCE);
  return `Usage: npm run kill-switch -- COMMAND [--json]

${lines.join('\n')}

Each has its own --help. The store is that of DATABASE_URL or DATA_DIR. Exit codes: 0 done, or already so; 1 failed; 2 not
understood; 4 refused; 6 not confirmed.`;
}
