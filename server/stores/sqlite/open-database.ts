import type { DatabaseSyncInstance, SqliteModule } from '@photostructure/sqlite';

let loaded: Promise<SqliteModule> | undefined;

/** Opens a database file with Node's own SQLite where Node has it (22.13 and later), else with the package of the same API. */
export async function openDatabase(file: string): Promise<DatabaseSyncInstance> {
  loaded ??= loadSqlite();
  const { DatabaseSync } = await loaded;
  return new DatabaseSync(file);
}

async function loadSqlite(): Promise<SqliteModule> {
  return nodesOwn() ?? (await import('@photostructure/sqlite'));
}

/** Node 22 warns that it is experimental, which nobody who runs this can change. Every other warning is passed on. */
function nodesOwn(): SqliteModule | undefined {
  const warn = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite is an experimental feature'))
      Reflect.apply(warn, process, [warning, ...rest]);
  };
  try {
    // The types of Node 20 do not know it; the package promises the same API, and both run the same tests.
    return process.getBuiltinModule('node:sqlite') as SqliteModule | undefined;
  } finally {
    process.emitWarning = warn;
  }
}
