import { randomUUID } from 'node:crypto';
import { recordEffect } from '../core/kill-switch/record-effect';
import type { Store } from '../core/ports/store';

/** After a toggle, its effect is due within 10 s: so long it is looked for, this often. */
const LOOK_EVERY_MS = 250;
const LOOK_FOR_MS = 12_000;
/** What was not found because this process or its store was away. */
const SWEEP_MS = 60_000;

export interface EffectRecorder {
  /** A switch was toggled, here or elsewhere. */
  toggled(): void;
  stop(): Promise<void>;
}

/** Writes the `kill_switch_effect` rows of all tenants when they are due. */
export function startEffectRecorder(
  store: Store,
  { leaseMs, failed }: { leaseMs: number; failed(error: unknown): void },
): EffectRecorder {
  let lookUntil = performance.now() + LOOK_FOR_MS;
  const stopped = new AbortController();
  let wake = () => {};
  const ended = run();
  return {
    toggled() {
      lookUntil = performance.now() + LOOK_FOR_MS;
      wake();
    },
    async stop() {
      stopped.abort();
      wake();
      await ended;
    },
  };

  async function run() {
    while (!stopped.signal.aborted) {
      await recordAll().catch(failed);
      if (stopped.signal.aborted) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((next) => {
        wake = next;
        timer = setTimeout(next, performance.now() < lookUntil ? LOOK_EVERY_MS : SWEEP_MS);
      });
      clearTimeout(timer);
    }
  }

  async function recordAll() {
    for (const { id } of await store.tenants()) {
      if (stopped.signal.aborted) return;
      await recordEffect(store, id, { leaseMs, newId: randomUUID });
    }
  }
}
