import { createBackend, type Backend } from '../backend';
import type { SeedOptions } from '../db';
import { createFaults, type FaultSet } from '../faults/faults';
import { createDb } from '../seeds/create-db';
import { startMockServer } from './server';

export interface Stage {
  readonly origin: string;
  readonly backend: Backend;
  /** Moves the server's clock, which otherwise stands still. */
  pass(ms: number): void;
  stop(): Promise<void>;
}

/** A server whose clock stands at `at` (ms since the epoch), so that a picture of a page is the same every time. */
export async function startStage(options: {
  dist: string;
  at: number;
  seed?: SeedOptions;
  faults?: FaultSet;
}): Promise<Stage> {
  const { dist, at, seed = {}, faults = {} } = options;
  let now = at;
  const db = createDb(seed, at);
  const backend = createBackend({ db, faults: createFaults(faults), clock: () => now });
  const server = await startMockServer({ backend, dist });
  return {
    origin: server.origin,
    backend,
    pass: (ms) => {
      now += ms;
    },
    stop: () => server.stop(),
  };
}
