import type { OutboxMessage } from '../../../core/ports/store';
import type { SqlConnection } from './connection';
import { toOutboxMessage } from './records';

/** Whoever takes a message has so long to deliver it, in ms. */
const TAKEN_MS = 30_000;

/**
 * Takes what is due, within a transaction of the caller. `othersMayTake` is what the database needs so that two processes
 * take different messages.
 */
export async function takeMessages(
  db: SqlConnection,
  now: number,
  limit: number,
  othersMayTake: '' | 'FOR UPDATE SKIP LOCKED',
): Promise<OutboxMessage[]> {
  const rows = await db.query(
    `UPDATE outbox SET due_at = $1 WHERE id IN (
       SELECT id FROM outbox WHERE due_at <= $2 ORDER BY due_at, created_at LIMIT $3 ${othersMayTake}
     ) RETURNING *`,
    now + TAKEN_MS,
    now,
    limit,
  );
  return rows.map(toOutboxMessage).toSorted((a, b) => a.createdAt - b.createdAt);
}

export async function removeMessage(db: SqlConnection, id: string): Promise<void> {
  await db.query(`DELETE FROM outbox WHERE id = $1`, id);
}

export async function postponeMessage(db: SqlConnection, id: string, dueAt: number | null): Promise<void> {
  if (dueAt === null) return removeMessage(db, id);
  await db.query(`UPDATE outbox SET due_at = $2, tries = tries + 1 WHERE id = $1`, id, dueAt);
}
