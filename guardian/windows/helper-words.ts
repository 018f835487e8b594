import type { Interface } from 'node:readline';

/** What the helper says, one JSON object a line: Core's pid, how many processes the job has, and Core's exit code. */
type Word = 'pid' | 'count' | 'exit';

export interface HelperWords {
  /** The next number that it says by this name. Rejects when it ends without; the pid must come within the given time. */
  next(word: Word): Promise<number>;
}

type Waiting = { word: Word; found: (value: number) => void; failed: (why: Error) => void };

export function createHelperWords(lines: Interface, startMs: number): HelperWords {
  const waiting = new Set<Waiting>();
  let hasEnded = false;
  const fail = (one: Waiting, why: string) => {
    if (waiting.delete(one)) one.failed(new Error(why));
  };
  lines.on('line', (line) => {
    for (const one of waiting) {
      const value = numberIn(line, one.word);
      if (value === null) continue;
      waiting.delete(one);
      one.found(value);
    }
  });
  lines.on('close', () => {
    hasEnded = true;
    for (const one of waiting) fail(one, 'The helper has ended.');
  });
  return {
    next: (word) =>
      new Promise((found, failed) => {
        const one: Waiting = { word, found, failed };
        waiting.add(one);
        if (hasEnded) fail(one, 'The helper has ended.');
        if (word === 'pid')
          setTimeout(() => fail(one, 'The helper did not start Core in time.'), startMs).unref();
      }),
  };
}

function numberIn(line: string, word: Word): number | null {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null || !(word in said)) return null;
    const value: unknown = Reflect.get(said, word);
    return typeof value === 'number' ? value : null;
  } catch {
    return null;
  }
}
