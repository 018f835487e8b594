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
import type { SqlConnection } from '../sql/connection';
import { allHosts, writeHeard } from '../sql/hosts';
import { postponeMessage, removeMessage, takeMessages } from '../sql/outbox';
import { SqlReading } from '../sql/reading';
import { allTenants, existingTenant, insertTenant, tenantBy, validSession, writeProbe } from '../sql/tenants';
import { SqlTransaction } from '../sql/transaction';
import type { SqliteConnection } from './connection';
import type { DatabaseFile } from './database-file';
import type { Readers } from './readers';
import { writeTransaction } from './write-transaction';

/** So long a transaction waits for its turn, and again for other processes, in ms. */
const WAIT_MS = 2_000;

export class SqliteStore implements Store, Outbox {
  constructor(
    private readonly file: DatabaseFile,
    private readonly writer: SqliteConnection,
    private readonly readers: Readers,
    private readonly now: () => number,
    private readonly whenToggled: () => void,
  ) {}

  tenants(): Promise<Tenant[]> {
    return this.readers.read(allTenants);
  }

  findTenant(idOrName: string): Promise<Tenant | null> {
    return this.readers.read((db) => tenantBy(db, idOrName));
  }

  addTenant(tenant: Tenant): Promise<void> {
    return this.write((db) => insertTenant(db, tenant));
  }

  findSession(tokenHash: string): Promise<Session | null> {
    return this.readers.read((db) => validSession(db, tokenHash, this.now()));
  }

  async transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { result, toggled } = await writeTransaction(this.file, this.writer, WAIT_MS, async (db) =>
      work(new SqlTransaction(db, await existingTenant(db, tenantId), this.now())),
    );
    if (toggled) this.whenToggled();
    return result;
  }

  read<T>(tenantId: string, work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.readers.read(async (db) =>
      work(new SqlReading(db, await existingTenant(db, tenantId), this.now())),
    );
  }

  hosts(): Promise<HostRecord[]> {
    return this.readers.read(allHosts);
  }

  heardOf(heard: readonly HeardHost[]): Promise<void> {
    return this.write((db) => writeHeard(db, heard, this.now()));
  }

  async isReady(): Promise<boolean> {
    try {
      await this.write((db) => writeProbe(db, this.now()));
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  take(limit: number): Promise<OutboxMessage[]> {
    return this.write((db) => takeMessages(db, this.now(), limit, ''));
  }

  delivered(id: string): Promise<void> {
    return this.write((db) => removeMessage(db, id));
  }

  postpone(id: string, dueAt: number | null): Promise<void> {
    return this.write((db) => postponeMessage(db, id, dueAt));
  }

  async close(): Promise<void> {
    await this.file.turns.take(async () => this.writer.close(), WAIT_MS);
    this.readers.close();
  }

  private async write<T>(work: (db: SqlConnection) => Promise<T>): Promise<T> {
    return (await writeTransaction(this.file, this.writer, WAIT_MS, work)).result;
  }
}
