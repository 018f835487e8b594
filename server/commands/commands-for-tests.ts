import { readStoreConfig } from '../config';
import { openStore } from '../open-store';
import { openSigningKeys } from '../signing-keys';
import { openSqlite } from '../stores/sqlite/open-sqlite';
import { runKillSwitch } from './run';

/** Runs `kill-switch` with these words in this process, with the store of this folder. */
export async function runHere(folder: string, args: readonly string[], input = '') {
  const env = { DATA_DIR: folder };
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    env,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    readInput: async () => input,
  };
  const code = await runKillSwitch(args, io, {
    openStore: async () => (await openStore(readStoreConfig(env))).store,
    openKeys: () => openSigningKeys(readStoreConfig(env).dataDir),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The same with --json: the exit code, and the one line. */
export async function runHereJson(folder: string, args: readonly string[], input = '') {
  const { code, out } = await runHere(folder, [...args, '--json'], input);
  return { code, json: JSON.parse(out) as Record<string, unknown> };
}

/** Reads the store behind the commands. */
export async function readStore<T>(
  folder: string,
  work: (opened: Awaited<ReturnType<typeof openSqlite>>) => Promise<T>,
): Promise<T> {
  const opened = await openSqlite({ folder });
  try {
    return await work(opened);
  } finally {
    await opened.store.close();
  }
}
