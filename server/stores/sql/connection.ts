/** What SQLite and PostgreSQL have in common. Statements have `$1`, `$2` … for their values. */

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export interface SqlConnection {
  /** Runs one statement; the rows that it returns. */
  query(sql: string, ...values: Value[]): Promise<Row[]>;
}

export interface SqlTransactionConnection extends SqlConnection {
  /** A switch was changed: gateways are to be told when, and only when, the transaction is committed. */
  toggled(): void;
}

/** `($1, $2), ($3, $4)`: the places of many rows in one INSERT. */
export function placesOf(rows: readonly (readonly Value[])[]): string {
  let place = 0;
  return rows.map((row) => `(${row.map(() => `$${(place += 1)}`).join(', ')})`).join(', ');
}

export function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`The store has ${String(value)} where a text belongs.`);
}

export function textOrNull(value: Value | undefined): string | null {
  return value === null ? null : text(value);
}

export function integer(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`The store has ${String(value)} where a number belongs.`);
}

export function integerOrNull(value: Value | undefined): number | null {
  return value === null ? null : integer(value);
}

/** SQLite keeps flags as 0 and 1. */
export function flag(value: Value | undefined): boolean {
  return value === true || value === 1;
}
