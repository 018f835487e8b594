import type { Outbox, OutboxMessage } from '../../core/ports/store';
import { messageOf, signatureOf, type Announcement } from './message';

const LOOK_EVERY_MS = 1_000;
const TIMEOUT_MS = 5_000;
const TRIED_FOR_MS = 86_400_000;
const LONGEST_PAUSE_MS = 900_000;
const AT_ONCE = 5;

export interface WebhookOptions {
  outbox: Outbox;
  url: string;
  secret: string;
  /** The newest checkpoint of the tenant; null where there is no signer. */
  checkpoint(tenantId: string): Promise<string | null>;
  done(outcome: 'delivered' | 'postponed' | 'given_up', message: OutboxMessage, why?: string): void;
  now?: () => number;
  lookEveryMs?: number;
}

export interface WebhookSender {
  /** Breaks off what is on its way: it stays in the outbox. */
  stop(): Promise<void>;
}

/** Sends the outbox's messages until it is stopped. A toggle never waits for it. */
export function startWebhook(options: WebhookOptions): WebhookSender {
  const { outbox, lookEveryMs = LOOK_EVERY_MS } = options;
  const stopped = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const look = () => {
    round = sendDue().finally(() => {
      if (!stopped.signal.aborted) timer = setTimeout(look, lookEveryMs);
    });
  };
  look();
  return {
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await round;
    },
  };

  async function sendDue() {
    try {
      const due = await outbox.take(AT_ONCE);
      await Promise.all(due.map((message) => send(message, options, stopped.signal)));
    } catch {
      // The store is away. The messages are in it, and are due when it is back.
    }
  }
}

/** ms until the next try: 2 s, 4 s, 8 s … 15 minutes. */
export const pauseAfter = (tries: number): number => Math.min(2 ** tries * 2_000, LONGEST_PAUSE_MS);

async function send(message: OutboxMessage, options: WebhookOptions, stopped: AbortSignal) {
  const { outbox, done, now = Date.now } = options;
  const problem = await deliver(message, options, stopped);
  if (stopped.aborted && problem !== null) return;
  if (problem === null) {
    await outbox.delivered(message.id);
    return done('delivered', message);
  }
  const dueAt = now() + pauseAfter(message.tries);
  const givenUp = dueAt - message.createdAt > TRIED_FOR_MS;
  await outbox.postpone(message.id, givenUp ? null : dueAt);
  done(givenUp ? 'given_up' : 'postponed', message, problem);
}

/** Null when it was taken, otherwise why not. */
async function deliver(
  message: OutboxMessage,
  options: WebhookOptions,
  stopped: AbortSignal,
): Promise<string | null> {
  const { url, secret, checkpoint, now = Date.now } = options;
  try {
    const announced = JSON.parse(message.body) as Announcement;
    const body = JSON.stringify(messageOf(announced, await checkpoint(message.tenantId).catch(() => null)));
    const answer = await fetch(url, {
      method: 'POST',
      // Its secret is for this address, not for one that it is sent on to.
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        'X-Kill-Switch-Signature': signatureOf(secret, body, now()),
        // The same for every try, so that a receiver can tell a repetition.
        'X-Kill-Switch-Delivery': message.id,
      },
      body,
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
