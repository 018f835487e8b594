import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Store } from '../../core/ports/store';
import { checkBackup, loadBackup } from '../backup/restore';
import { writeBackup } from '../backup/write-backup';
import { readStoreConfig, type StoreConfig } from '../config';
import { openStore } from '../open-store';
import { lockFolder } from '../stores/sqlite/lock';
import { openSqlite } from '../stores/sqlite/open-sqlite';
import { option, type Command } from './command';
import { EXIT, Refused, UsageError, type Result } from './io';
import { operatorOfHost } from './operator-of-host';

/** A gateway that was heard of so recently may still run, in ms. */
const RUNS_MS = 6_000;
const DATABASE = ['control-plane.sqlite', 'control-plane.sqlite-wal', 'control-plane.sqlite-shm'];

const backup: Command = {
  usage: 'backup --out FILE',
  about: `Writes tenants, people, agents, switches and audit chains into a file, also while everything runs. Keep it as secret as the
store. The keys of the data folder are not in it.`,
  options: { out: option.text },
  run(given, { withStore }) {
    const path = resolve(given.need('out'));
    if (existsSync(path))
      throw new Refused(`${path} is there already, and a backup never replaces another one.`);
    return withStore(async (store) => {
      const { tenants, rows } = await writeBackup(store, path);
      return {
        code: EXIT.done,
        text: `${tenants} tenants with ${rows} audit rows are in ${path}.`,
        json: { file: path, tenants, rows },
      };
    });
  },
};

const restore: Command = {
  usage: 'restore FILE',
  about: `Replaces the store by a backup, of which it verifies every audit chain first. Refuses while a control plane or a gateway
runs. Afterwards every tenant is engaged. With SQLite the old store is kept beside the new one; a PostgreSQL
database must be empty.`,
  options: {},
  words: 1,
  async run({ words: [file = ''] }, { io }) {
    const path = resolve(file);
    if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
    const config = readStoreConfig(io.env);
    await checkBackup(path);
    return config.databaseUrl === null ? intoFolder(path, config.dataDir) : intoEmptyStore(path, config);
  },
};

export const backupCommands: Record<string, Command> = { backup, restore };

async function intoEmptyStore(path: string, config: StoreConfig): Promise<Result> {
  const { store } = await openStore(config);
  try {
    if ((await store.tenants()).length > 0) {
      throw new Refused('The database is not empty. Make a new one, and name it in DATABASE_URL.');
    }
    return tell(await loadBackup(path, store, operatorOfHost()), null);
  } finally {
    await store.close();
  }
}

/** Loads it into a store beside the old one, which is replaced at the end: a restore that fails has changed nothing. */
async function intoFolder(path: string, folder: string): Promise<Result> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { unlock } = await lockFolder(folder).catch((error: unknown) => {
    throw new Refused(error instanceof Error ? error.message : String(error));
  });
  const draft = join(folder, `restoring-${randomUUID()}`);
  try {
    await refuseWhileGatewaysRun(folder);
    const { store } = await openSqlite({ folder: draft });
    const loaded = await loadBackup(path, store, operatorOfHost()).finally(() => store.close());
    return tell(loaded, replace(folder, draft));
  } finally {
    rmSync(draft, { recursive: true, force: true });
    unlock();
  }
}

async function refuseWhileGatewaysRun(folder: string) {
  if (!existsSync(join(folder, 'control-plane.sqlite'))) return;
  // A store that cannot be read is why somebody restores: its gateways cannot read it either, and refuse.
  const opened = await openSqlite({ folder }).catch(() => null);
  if (!opened) return;
  const running = await gatewaysOf(opened.store)
    .catch(() => [])
    .finally(() => opened.store.close());
  if (running.length > 0) {
    throw new Refused(`Stop these gateways first, or wait until they are silent: ${running.join(', ')}.`);
  }
}

async function gatewaysOf(store: Store): Promise<string[]> {
  const [tenant] = await store.tenants();
  if (!tenant) return [];
  return store.read(tenant.id, async (reading) =>
    (await reading.gateways())
      .filter(({ gone, lastSeenAt }) => !gone && reading.now - lastSeenAt < RUNS_MS)
      .map(({ name }) => name),
  );
}

/** Where the old store is now; null when there was none. */
function replace(folder: string, draft: string): string | null {
  const kept = join(folder, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  const old = DATABASE.filter((name) => existsSync(join(folder, name)));
  if (old.length > 0) mkdirSync(kept, { mode: 0o700 });
  for (const name of old) renameSync(join(folder, name), join(kept, name));
  for (const name of DATABASE) {
    if (existsSync(join(draft, name))) renameSync(join(draft, name), join(folder, name));
  }
  return old.length > 0 ? kept : null;
}

function tell({ tenants, rows }: { tenants: string[]; rows: number }, kept: string | null): Result {
  const lines = [
    `${tenants.length} tenants with ${rows} audit rows are restored, and engaged: ${tenants.join(', ')}.`,
    ...(kept === null ? [] : [`The old store is in ${kept}.`]),
    'Check what happened since the backup, then disengage.',
  ];
  return { code: EXIT.done, text: lines.join('\n'), json: { tenants, rows, status: 'engaged', kept } };
}
