import type { Duplex } from 'node:stream';
import type { BrokerAnswer, BrokerHandle, BrokerRequest, InsideCore } from '../ports';
import { readLines } from './lines';
import { createSlots } from './slots';

/** So many requests are worked on at once. While there are more, nothing is read: Core waits, and fills only its own pipe. */
export const AT_ONCE = 32;
/** So many of the lines are kept that Core had sent when it was ended. */
const KEPT_AT_END = 1_000;

/** What stands on the pipe before Core's first request where Core is held by steps. */
export const HELLO = 'ready';

export interface ServedPipe {
  /** What Core has sent and has no answer to, oldest first. */
  readonly unanswered: readonly BrokerRequest[];
  /** `HELLO`, when it is the first line: it is not a request. Null when the pipe ends without. */
  readonly hello: Promise<string | null>;
  /** Resolves when Core's end is closed and everything that it had sent is in `unanswered`. Never rejects. */
  readonly ended: Promise<void>;
  send(text: string): void;
  /** From now on nothing is answered. */
  stop(): void;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whatever the line is, it becomes a request: one that nobody can make sense of asks for the capability `unknown`. */
export function parseRequest(line: string | null): BrokerRequest {
  const unknown: BrokerRequest = { id: 0, capability: 'unknown', arguments: {} };
  if (line === null) return unknown;
  try {
    const value: unknown = JSON.parse(line);
    if (!isRecord(value)) return unknown;
    const { id, capability, arguments: given } = value;
    if (typeof id !== 'number' || !Number.isSafeInteger(id)) return unknown;
    if (typeof capability !== 'string' || !isRecord(given)) return { ...unknown, id };
    return { id, capability, arguments: given };
  } catch {
    return unknown;
  }
}

/** Reads requests from Core's pipe, line by line, and writes the answers, in the order in which they are ready. */
export function servePipe(pipe: Duplex, handle: BrokerHandle, inside: InsideCore): ServedPipe {
  const unanswered: BrokerRequest[] = [];
  const slots = createSlots(AT_ONCE);
  let stopped = false;
  // Core may close its end at any time. Its requests then stay unanswered.
  pipe.on('error', () => {});

  async function work(request: BrokerRequest) {
    let answer: BrokerAnswer;
    try {
      answer = await handle(request, inside);
    } catch {
      answer = { id: request.id, allowed: false, why: 'The Guardian could not do it.' };
    }
    if (!stopped && pipe.writable) {
      const isTaken = pipe.write(`${JSON.stringify(answer)}\n`) || (await drained());
      if (isTaken) unanswered.splice(unanswered.indexOf(request), 1);
    }
    slots.give();
  }

  /** A Core that does not read its answers gets no further ones. False when its end is closed. */
  const drained = () =>
    new Promise<boolean>((resolve) => {
      pipe.once('drain', () => resolve(true)).once('close', () => resolve(false));
    });

  async function read(greet: (line: string | null) => void) {
    let first = true;
    try {
      for await (const line of readLines(pipe)) {
        if (first && line === HELLO) greet(line);
        else await take(parseRequest(line));
        first = false;
      }
    } catch {
      // A broken pipe is an ended one.
    }
    greet(null);
  }

  async function take(request: BrokerRequest) {
    if (!stopped) await slots.take();
    if (stopped && unanswered.length >= KEPT_AT_END) return;
    unanswered.push(request);
    if (!stopped) void work(request);
  }

  let ended = Promise.resolve();
  const hello = new Promise<string | null>((resolve) => (ended = read(resolve)));
  return {
    unanswered,
    hello,
    ended,
    send: (text) => void pipe.write(text),
    stop() {
      stopped = true;
      // Whoever waits for a slot only counts from now on.
      slots.give();
    },
  };
}
