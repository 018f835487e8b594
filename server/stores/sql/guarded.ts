import type { Row, SqlConnection, SqlTransactionConnection, Value } from './connection';

/**
 * A connection as one transaction may use it: not after its end, when it would write into the next one, and not after a
 * statement that failed, when the database may have rolled back already.
 */
export class GuardedTransaction implements SqlTransactionConnection {
  /** Whether a switch was changed. */
  hasToggled = false;
  private failure: unknown;
  private ended = false;

  constructor(private readonly db: SqlConnection) {}

  async query(sql: string, ...values: Value[]): Promise<Row[]> {
    if (this.ended) throw new Error('This transaction has ended.');
    this.refuseAfterFailure();
    try {
      return await this.db.query(sql, ...values);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  toggled(): void {
    this.hasToggled = true;
  }

  /** Before the commit. Throws what a statement threw, although whoever ran it went on. */
  end(): void {
    this.ended = true;
    this.refuseAfterFailure();
  }

  private refuseAfterFailure(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
