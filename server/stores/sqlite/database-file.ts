import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '../../../core/ports/store';
import { Turns } from '../sql/turns';

/** The database's file, as it was when it was opened. */
export class DatabaseFile {
  /** Whoever writes in this process: one waiting for another within SQLite would block both. */
  readonly turns = new Turns();

  private constructor(
    readonly path: string,
    private readonly identity: string,
  ) {}

  /** Makes the folder and the file, for their owner only, where they are missing. SQLite gives its other files the same mode. */
  static prepare(folder: string): DatabaseFile {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const path = join(folder, 'control-plane.sqlite');
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    return new DatabaseFile(path, identityOf(path));
  }

  /**
   * Throws `StoreUnavailable` when another file is in its place now, as after a restore. SQLite would go on with the old
   * file, which nobody else sees.
   */
  refuseOther(): void {
    let now;
    try {
      now = identityOf(this.path);
    } catch (error) {
      throw new StoreUnavailable(`The database file ${this.path} cannot be found.`, { cause: error });
    }
    if (now === this.identity) return;
    throw new StoreUnavailable(`The database file ${this.path} was replaced. Start this process again.`);
  }
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}
