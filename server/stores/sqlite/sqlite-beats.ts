import type { BeatAnswer, BeatReport } from '../../../core/ports/gateways';
import type { Beats } from '../../../core/ports/store';
import { readBeatAnswer, writeBeat, writeGoodbye } from '../sql/beat';
import type { SqliteConnection } from './connection';
import type { DatabaseFile } from './database-file';
import type { ToggleWatch } from './toggle-watch';
import { writeTransaction } from './write-transaction';

/** A beat that could not begin until then would come too late, in ms. */
const WAIT_MS = 700;

/** Beats on a connection of their own. */
export class SqliteBeats implements Beats {
  constructor(
    private readonly file: DatabaseFile,
    private readonly db: SqliteConnection,
    private readonly watch: ToggleWatch,
    private readonly now: () => number,
  ) {}

  async beat(report: BeatReport): Promise<BeatAnswer> {
    const { result: forgotten } = await writeTransaction(this.file, this.db, WAIT_MS, (tx) =>
      writeBeat(tx, report, this.now()),
    );
    return this.file.turns.take(async () => {
      this.db.execute('BEGIN');
      try {
        return await readBeatAnswer(this.db, this.now(), forgotten);
      } finally {
        this.db.rollBack();
      }
    }, WAIT_MS);
  }

  async leave(gatewayId: string): Promise<void> {
    await writeTransaction(this.file, this.db, WAIT_MS, (tx) => writeGoodbye(tx, gatewayId));
  }

  onToggle(listener: () => void): () => void {
    return this.watch.listen(listener);
  }

  async close(): Promise<void> {
    this.watch.close();
    this.db.close();
  }
}
