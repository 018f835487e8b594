import pg from 'pg';
import type { BeatAnswer, BeatReport } from '../../../core/ports/gateways';
import { StoreUnavailable, type Beats } from '../../../core/ports/store';
import { readBeatAnswer, writeBeat, writeGoodbye } from '../sql/beat';
import type { SqlConnection } from '../sql/connection';
import { Turns } from '../sql/turns';
import { clientConfig, PostgresConnection } from './connection';
import { asStoreError } from './errors';
import { clockOf } from './postgres-store';
import { ToggleListener } from './toggle-listener';

/** A beat that takes longer, connection and all, has failed, in ms. */
const BEAT_MS = 800;

/** Beats on a connection of their own. It is made with the first beat, and anew after one that failed. */
export class PostgresBeats implements Beats {
  private readonly turns = new Turns();
  private readonly toggles: ToggleListener;
  private client: pg.Client | undefined;

  constructor(private readonly url: string) {
    this.toggles = new ToggleListener(url);
  }

  beat(report: BeatReport): Promise<BeatAnswer> {
    return this.onClient(async (db) => {
      await db.query('BEGIN');
      const forgotten = await writeBeat(db, report, await clockOf(db));
      await db.query('COMMIT');
      return readBeatAnswer(db, await clockOf(db), forgotten);
    });
  }

  leave(gatewayId: string): Promise<void> {
    return this.onClient((db) => writeGoodbye(db, gatewayId));
  }

  onToggle(listener: () => void): () => void {
    return this.toggles.listen(listener);
  }

  async close(): Promise<void> {
    await this.toggles.close();
    this.drop();
  }

  private onClient<T>(work: (db: SqlConnection) => Promise<T>): Promise<T> {
    return this.turns.take(async () => {
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<never>((_, reject) => {
        const error = new StoreUnavailable(`PostgreSQL did not answer within ${BEAT_MS} ms.`);
        timer = setTimeout(reject, BEAT_MS, error);
      });
      try {
        return await Promise.race([this.connected().then(work), tooLate]);
      } catch (error) {
        // Whatever the connection was in the middle of ends with it.
        this.drop();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    }, BEAT_MS);
  }

  private async connected(): Promise<SqlConnection> {
    if (!this.client) {
      const client = new pg.Client(clientConfig(this.url, BEAT_MS));
      client.on('error', () => {
        if (this.client === client) this.client = undefined;
      });
      this.client = client;
      await client.connect().catch((error: unknown) => {
        throw asStoreError(error);
      });
    }
    return new PostgresConnection(this.client);
  }

  private drop(): void {
    void this.client?.end().catch(() => {});
    this.client = undefined;
  }
}
