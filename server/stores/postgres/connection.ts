import pg from 'pg';
import type { Row, SqlConnection, Value } from '../sql/connection';
import { asStoreError } from './errors';

const BIGINT = 20;

/** How the store's clients connect. `ms` is the longest time for a connection, and for a statement. */
export function clientConfig(url: string, ms: number): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: ms,
    // The server ends a slow statement itself; the driver a little later, when the server does not even answer.
    statement_timeout: ms,
    query_timeout: ms + 200,
    idle_in_transaction_session_timeout: 5_000,
    application_name: 'kill-switch',
    keepAlive: true,
    types: {
      // The driver makes texts of bigint. Our times and numbers are below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format),
    },
  };
}

/** A client, or a pool for single statements. */
export class PostgresConnection implements SqlConnection {
  constructor(private readonly client: Pick<pg.ClientBase, 'query'>) {}

  async query(sql: string, ...values: Value[]): Promise<Row[]> {
    try {
      // U+0000 cannot stand in PostgreSQL's texts. Reasons and rows are JSON, which writes it otherwise.
      const sent = values.map((value) =>
        typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
      );
      const { rows } = await this.client.query<Row>(sql, sent);
      return rows;
    } catch (error) {
      throw asStoreError(error);
    }
  }
}
