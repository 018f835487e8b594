import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { clientConfig } from './connection';

/** A trigger notifies it (migrations/001-tables.sql). */
const TOGGLES = 'kill_switch_toggles';

/** A connection that listens can be cut without a sign, so it is asked so often, and answers within the other time, in ms. */
const ASK_EVERY_MS = 2_000;
const ANSWER_MS = 1_000;
const CONNECT_AGAIN_MS = 300;

/** Hears of toggles on a connection that does nothing else. After a cut it tells its listeners, too: one may have been missed. */
export class ToggleListener {
  private readonly listeners = new Set<() => void>();
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly url: string) {}

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    this.running ??= this.run();
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.hear();
      await sleep(CONNECT_AGAIN_MS, this.closing.signal);
    }
  }

  /** Returns when the connection is cut, or when this is closed. */
  private async hear(): Promise<void> {
    const client = new pg.Client(clientConfig(this.url, ANSWER_MS));
    const cut = new AbortController();
    client.on('error', () => cut.abort());
    client.on('end', () => cut.abort());
    client.on('notification', () => this.tell());
    const over = AbortSignal.any([cut.signal, this.closing.signal]);
    try {
      await client.connect();
      await client.query(`LISTEN ${TOGGLES}`);
      this.tell();
      while (!over.aborted) {
        await client.query('SELECT 1');
        await sleep(ASK_EVERY_MS, over);
      }
    } catch {
      // Beats find out by themselves that the database does not answer, and say so.
    } finally {
      await client.end().catch(() => {});
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {});
}
