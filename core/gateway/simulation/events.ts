/** A clock that jumps from one event to the next, in ms. */
export interface Events {
  now(): number;
  /** Runs `action` after so many ms. Returns how to prevent it. */
  after(ms: number, action: () => void): () => void;
  /** Runs what is due until then. */
  runUntil(end: number): void;
}

interface Event {
  at: number;
  order: number;
  action: (() => void) | null;
}

/** A heap by time. Of two events at one time, the one that was planned first comes first. */
export function createEvents(): Events {
  const heap: Event[] = [];
  let now = 0;
  let planned = 0;

  const earlier = (a: Event | undefined, b: Event | undefined) =>
    a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order));

  function swap(one: number, other: number) {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  }

  function push(event: Event) {
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!earlier(heap[index], heap[parent])) return;
      swap(index, parent);
      index = parent;
    }
  }

  function pop(): Event | undefined {
    swap(0, heap.length - 1);
    const top = heap.pop();
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const least = earlier(heap[right], heap[left]) ? right : left;
      if (!earlier(heap[least], heap[index])) return top;
      swap(index, least);
      index = least;
    }
  }

  return {
    now: () => now,
    after(ms, action) {
      const event: Event = { at: now + Math.max(0, ms), order: (planned += 1), action };
      push(event);
      return () => void (event.action = null);
    },
    runUntil(end) {
      while (heap[0] && heap[0].at <= end) {
        const event = pop();
        if (!event) break;
        now = event.at;
        event.action?.();
      }
      now = end;
    },
  };
}

/** Numbers from 0 to below 1 that follow from the seed alone (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
