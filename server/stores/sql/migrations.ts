import { createHash } from 'node:crypto';
import { integer, text, type Row, type SqlConnection } from './connection';

export interface Migration {
  /** 1 for the first. */
  number: number;
  sql: string;
}

const TABLE = `CREATE TABLE IF NOT EXISTS migration (
  number INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL
)`;

/**
 * Brings the tables up to date, within one transaction of the caller. Throws when the database was made by a newer program,
 * or by migrations that read differently.
 */
export async function migrate(
  db: SqlConnection,
  migrations: readonly Migration[],
  execute: (sql: string) => Promise<void> | void,
): Promise<void> {
  await db.query(TABLE);
  const applied = await db.query(`SELECT number, sha256 FROM migration ORDER BY number`);
  for (const migration of pending(migrations, applied)) {
    await execute(migration.sql);
    await db.query(
      `INSERT INTO migration (number, sha256) VALUES ($1, $2)`,
      migration.number,
      hashOf(migration),
    );
  }
}

function pending(migrations: readonly Migration[], applied: readonly Row[]): readonly Migration[] {
  for (const row of applied) {
    const number = integer(row['number']);
    const ours = migrations.find((migration) => migration.number === number);
    if (!ours) {
      throw new Error(
        `The database has migration ${number}, which this program does not know: it was made by a newer version. ` +
          `Start that version, or restore a backup that was made by this one.`,
      );
    }
    if (hashOf(ours) !== text(row['sha256'])) {
      throw new Error(
        `Migration ${number} of the database is not the one of this program: its SHA-256 is ${text(row['sha256'])}, and here ` +
          `it is ${hashOf(ours)}. A migration that was applied once must never be edited.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

function hashOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
