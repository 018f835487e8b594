import type { SqlConnection } from '../sql/connection';
import { SqliteConnection } from './connection';
import type { DatabaseFile } from './database-file';

const MOST_CONNECTIONS = 8;

/** Connections that only read. Each reading has one for itself, and sees one moment. */
export class Readers {
  private readonly idle: SqliteConnection[] = [];
  private readonly waiting: ((connection: SqliteConnection) => void)[] = [];
  private open = 0;
  private closed = false;

  constructor(private readonly file: DatabaseFile) {}

  async read<T>(work: (db: SqlConnection) => Promise<T>): Promise<T> {
    this.file.refuseOther();
    const connection = await this.take();
    try {
      connection.execute('BEGIN');
      return await work(connection);
    } finally {
      connection.rollBack();
      this.giveBack(connection);
    }
  }

  close(): void {
    this.closed = true;
    for (const connection of this.idle.splice(0)) connection.close();
  }

  private async take(): Promise<SqliteConnection> {
    if (this.closed) throw new Error('The store is closed.');
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.open >= MOST_CONNECTIONS) return new Promise((resolve) => this.waiting.push(resolve));
    this.open += 1;
    try {
      const connection = await SqliteConnection.open(this.file.path);
      connection.execute('PRAGMA query_only = ON');
      return connection;
    } catch (error) {
      this.open -= 1;
      throw error;
    }
  }

  private giveBack(connection: SqliteConnection): void {
    const next = this.waiting.shift();
    if (next) next(connection);
    else if (this.closed) connection.close();
    else this.idle.push(connection);
  }
}
