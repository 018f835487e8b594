import { runKillSwitch } from './commands/run';
import type { Io } from './commands/io';
import { readStoreConfig } from './config';
import { openStore } from './open-store';
import { openSigningKeys } from './signing-keys';

/** Runs a command of `npm run kill-switch` in this process, and resolves to its exit code. */
export function main(argv: readonly string[]): Promise<number> {
  const { env } = process;
  return runKillSwitch(argv, nodeIo(env), {
    openStore: async () => (await openStore(readStoreConfig(env))).store,
    openKeys: () => openSigningKeys(readStoreConfig(env).keysDir),
  });
}

function nodeIo(env: Io['env']): Io {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    async readInput() {
      if (process.stdin.isTTY) process.stderr.write('Type it, then Enter and Ctrl-D:\n');
      let text = '';
      for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
      return text;
    },
    env,
  };
}
