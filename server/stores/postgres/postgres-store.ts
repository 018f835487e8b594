import type pg from 'pg';
import type { HeardHost, HostRecord } from '../../../core/ports/hosts';
import type { Session, Tenant } from '../../../core/ports/records';
import {
  StoreUnavailable,
  type Outbox,
  type OutboxMessage,
  type Reading,
  type Store,
  type Transaction,
} from '../../../core/ports/store';
import { integer, type Row, type SqlConnection } from '../sql/connection';
import { allHosts, writeHeard } from '../sql/hosts';
import { postponeMessage, removeMessage, takeMessages } from '../sql/outbox';
import { SqlReading } from '../sql/reading';
import { toTenant } from '../sql/records';
import { allTenants, insertTenant, tenantBy, validSession, writeProbe } from '../sql/tenants';
import { SqlTransaction } from '../sql/transaction';
import { PostgresConnection } from './connection';
import { readTransaction, writeTransaction } from './transactions';

export class PostgresStore implements Store, Outbox {
  private readonly db: SqlConnection;

  /** Two pools: whoever reads much must not keep a toggle waiting for a connection. */
  constructor(
    private readonly writers: pg.Pool,
    private readonly readers: pg.Pool,
  ) {
    this.db = new PostgresConnection(readers);
  }

  tenants(): Promise<Tenant[]> {
    return allTenants(this.db);
  }

  findTenant(idOrName: string): Promise<Tenant | null> {
    return tenantBy(this.db, idOrName);
  }

  addTenant(tenant: Tenant): Promise<void> {
    return writeTransaction(this.writers, (db) => insertTenant(db, tenant));
  }

  findSession(tokenHash: string): Promise<Session | null> {
    return readTransaction(this.readers, async (db) => validSession(db, tokenHash, await clockOf(db)));
  }

  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return writeTransaction(this.writers, async (db) => {
      const { tenant, now } = await lockTenant(db, tenantId);
      return work(new SqlTransaction(db, tenant, now));
    });
  }

  read<T>(tenantId: string, work: (reading: Reading) => Promise<T>): Promise<T> {
    return readTransaction(this.readers, async (db) => {
      const rows = await db.query(`SELECT tenant.*, store_now() AS now FROM tenant WHERE id = $1`, tenantId);
      const { tenant, now } = tenantOf(rows, tenantId);
      return work(new SqlReading(db, tenant, now));
    });
  }

  hosts(): Promise<HostRecord[]> {
    return allHosts(this.db);
  }

  heardOf(heard: readonly HeardHost[]): Promise<void> {
    return writeTransaction(this.writers, async (db) => writeHeard(db, heard, await clockOf(db)));
  }

  async isReady(): Promise<boolean> {
    try {
      await writeTransaction(this.writers, async (db) => writeProbe(db, await clockOf(db)));
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  take(limit: number): Promise<OutboxMessage[]> {
    return writeTransaction(this.writers, async (db) =>
      takeMessages(db, await clockOf(db), limit, 'FOR UPDATE SKIP LOCKED'),
    );
  }

  delivered(id: string): Promise<void> {
    return writeTransaction(this.writers, (db) => removeMessage(db, id));
  }

  postpone(id: string, dueAt: number | null): Promise<void> {
    return writeTransaction(this.writers, (db) => postponeMessage(db, id, dueAt));
  }

  async close(): Promise<void> {
    await Promise.all([this.writers.end(), this.readers.end()]);
  }
}

/** The head of the tenant's chain: locked first, and the clock read when no other transaction can be before this one. */
async function lockTenant(db: SqlConnection, tenantId: string): Promise<{ tenant: Tenant; now: number }> {
  const rows = await db.query(
    `WITH locked AS MATERIALIZED (
       SELECT tenant.* FROM switch JOIN tenant ON tenant.id = switch.tenant_id
       WHERE switch.tenant_id = $1 FOR UPDATE OF switch
     ) SELECT locked.*, store_now() AS now FROM locked`,
    tenantId,
  );
  return tenantOf(rows, tenantId);
}

function tenantOf([row]: readonly Row[], tenantId: string): { tenant: Tenant; now: number } {
  if (!row) throw new Error(`There is no tenant ${tenantId}.`);
  return { tenant: toTenant(row), now: integer(row['now']) };
}

export async function clockOf(db: SqlConnection): Promise<number> {
  const [row] = await db.query(`SELECT store_now() AS now`);
  return integer(row?.['now']);
}
