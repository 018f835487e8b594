import { setTimeout as wait } from 'node:timers/promises';

// An example of an agent behind the switch. It asks the gateway for each thing that it wants to do, and does nothing by
// itself. So it needs no code that stops it: while the switch is engaged, or the gateway does not know, its calls are refused.

/** A sample agent and the key that `agent add` printed for it. */
export interface SampleAgent {
  name: string;
  key: string;
}

export interface SampleAgents {
  /** Where the gateway is, such as `http://127.0.0.1:5173`. */
  origin: string;
  agents: readonly SampleAgent[];
  /** Gets a line for each call. */
  print(line: string): void;
  /** Ends the agents. */
  signal: AbortSignal;
  /** ms between two calls of one agent. */
  everyMs?: number;
}

/** What each agent wants to do, again and again. */
const WORK = [
  { tool: 'send_email', arguments: { to: 'customer@example.com', subject: 'Your order' } },
  { tool: 'pay_refund', arguments: { order: 4711, amount: 25 } },
  { tool: 'search', arguments: { query: 'open tickets' } },
];

/** After a refusal an agent waits longer and longer, up to this many times its pace. */
const LONGEST_WAIT = 4;

/** Runs the agents until `signal`. Each calls once a second, waits when it is refused, and goes on by itself. */
export async function startSampleAgents({ origin, agents, print, signal, everyMs = 1_000 }: SampleAgents) {
  async function run({ name, key }: SampleAgent, index: number) {
    const work = WORK[index % WORK.length];
    let pause = 1;
    while (!signal.aborted) {
      const outcome = await call(origin, key, work, signal);
      if (signal.aborted) return;
      print(`${name}: ${outcome.words}`);
      pause = outcome.allowed ? 1 : Math.min(2 * pause, LONGEST_WAIT);
      // Also when it is told to stop while it waits.
      await wait(pause * everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  await Promise.all(agents.map(run));
}

/** One call, and what came of it in words. Whatever is not a clear permission is a refusal. */
async function call(origin: string, key: string, work: unknown, signal: AbortSignal) {
  try {
    const response = await fetch(`${origin}/execute`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(work),
      signal: AbortSignal.any([signal, AbortSignal.timeout(35_000)]),
    });
    const answer = await response.text();
    return response.ok
      ? { allowed: true, words: `allowed ${JSON.stringify(work)}` }
      : { allowed: false, words: `refused, ${response.status} ${reasonOf(answer)}` };
  } catch (error) {
    return { allowed: false, words: `no answer, ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The code of a refusal and, while the switch is engaged, who engaged it and why. */
function reasonOf(answer: string): string {
  try {
    const { error, data } = JSON.parse(answer);
    return data ? `${error} by ${data.engaged_by}: ${data.reason}` : String(error);
  } catch {
    return answer.slice(0, 100);
  }
}
