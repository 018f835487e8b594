import type { Outbox } from '../../core/ports/store';
import type { MemoryData } from './memory-data';

const TAKEN_MS = 30_000;

/** The outbox of the store in memory. */
export function createMemoryOutbox(data: () => MemoryData, clock: () => number): Outbox {
  return {
    async take(limit) {
      const now = clock();
      const due = data()
        .outbox.filter(({ dueAt }) => dueAt <= now)
        .slice(0, limit);
      for (const message of due) message.dueAt = now + TAKEN_MS;
      return due.map(({ dueAt: _until, ...message }) => message);
    },
    async delivered(id) {
      data().outbox = data().outbox.filter((message) => message.id !== id);
    },
    async postpone(id, dueAt) {
      if (dueAt === null) return this.delivered(id);
      const found = data().outbox.find((message) => message.id === id);
      if (found) Object.assign(found, { dueAt, tries: found.tries + 1 });
    },
  };
}
