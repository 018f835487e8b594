import { StoreUnavailable } from '../../../core/ports/store';

/** One after another, in the order of asking: on one connection, two transactions would be one. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Runs `work` when all before it have ended. Throws `StoreUnavailable` when its turn does not come within `waitMs`. */
  take<T>(work: () => Promise<T>, waitMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      let waits = true;
      const timer = setTimeout(() => {
        waits = false;
        reject(new StoreUnavailable(`Other transactions did not end within ${waitMs} ms.`));
      }, waitMs);
      const run = async () => {
        if (!waits) return;
        clearTimeout(timer);
        await work().then(resolve, reject);
      };
      this.last = this.last.then(run);
    });
  }
}
