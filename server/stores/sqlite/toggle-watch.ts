import { SqliteConnection } from './connection';

/** How often the file is looked at, in ms. A look takes microseconds. */
const LOOK_MS = 40;

/** Tells when a switch was changed, by this process or another, on a connection that does nothing else. */
export class ToggleWatch {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private version: unknown;
  private epochs: unknown;

  private constructor(private readonly db: SqliteConnection) {}

  static async open(path: string): Promise<ToggleWatch> {
    const watch = new ToggleWatch(await SqliteConnection.open(path));
    watch.look();
    return watch;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.look(), LOOK_MS).unref();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  /** Looks now. The version changes with every commit of another connection, the sum of the epochs with every toggle. */
  look(): void {
    try {
      const version = this.db.all('PRAGMA data_version')[0]?.['data_version'];
      if (version === this.version) return;
      this.version = version;
      const epochs = this.db.all('SELECT SUM(epoch) AS epochs FROM switch')[0]?.['epochs'];
      if (epochs === this.epochs) return;
      this.epochs = epochs;
    } catch {
      return; // Beats find out by themselves that the file cannot be read, and say so.
    }
    for (const listener of this.listeners) listener();
  }

  close(): void {
    clearInterval(this.timer);
    this.listeners.clear();
    this.db.close();
  }
}
