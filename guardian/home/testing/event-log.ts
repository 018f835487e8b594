import { createQueue, nodeFiles, type Files } from '../durable';
import { openEventLog } from '../event-log';
import type { LogHead } from '../event-writer';

/** A log without a home. `remembered` is what its state would remember. */
export const openLogForTests = (path: string, remembered: LogHead | null = null, files: Files = nodeFiles) =>
  openEventLog({ path, files, queue: createQueue(), readFloor: () => Promise.resolve(remembered) });

export const eventForTests = (message: string, kind: 'kill' | 'capability_request' = 'kill') =>
  ({ at: Date.parse('2026-11-27T09:00:00Z'), kind, outcome: 'X', message }) as const;

export const serialsOf = (events: { id: string }[]): number[] => events.map(({ id }) => Number(id.slice(4)));
