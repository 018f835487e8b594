import type { Session, Tenant } from '../../../core/ports/records';
import type { SqlConnection } from './connection';
import { toSession, toTenant } from './records';

export async function allTenants(db: SqlConnection): Promise<Tenant[]> {
  return (await db.query(`SELECT * FROM tenant ORDER BY name`)).map(toTenant);
}

/** An id comes before a name, which may look like one. */
export async function tenantBy(db: SqlConnection, idOrName: string): Promise<Tenant | null> {
  const rows = await db.query(
    `SELECT * FROM tenant WHERE id = $1 OR name = $1 ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END`,
    idOrName,
  );
  return rows[0] ? toTenant(rows[0]) : null;
}

export async function existingTenant(db: SqlConnection, id: string): Promise<Tenant> {
  const [row] = await db.query(`SELECT * FROM tenant WHERE id = $1`, id);
  if (!row) throw new Error(`There is no tenant ${id}.`);
  return toTenant(row);
}

/** A tenant has its switch from the beginning. */
export async function insertTenant(db: SqlConnection, tenant: Tenant): Promise<void> {
  await db.query(
    `INSERT INTO tenant (id, name, display_name) VALUES ($1, $2, $3)`,
    tenant.id,
    tenant.name,
    tenant.displayName,
  );
  await db.query(`INSERT INTO switch (tenant_id) VALUES ($1)`, tenant.id);
}

export async function validSession(
  db: SqlConnection,
  tokenHash: string,
  now: number,
): Promise<Session | null> {
  const [row] = await db.query(
    `SELECT * FROM session WHERE token_hash = $1 AND expires_at > $2`,
    tokenHash,
    now,
  );
  return row ? toSession(row) : null;
}

/** A write that changes nothing for anybody. It fails when the store cannot be written. */
export async function writeProbe(db: SqlConnection, now: number): Promise<void> {
  await db.query(
    `INSERT INTO probe (id, written_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at`,
    1,
    now,
  );
}
