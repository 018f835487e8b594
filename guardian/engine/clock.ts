/** Time, as the engine and the daemon need it. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** ms, since some moment; it never jumps. */
  monotonic(): number;
  /** Does this in `ms`, unless it is called off. */
  after(ms: number, work: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Rejects with these words when it takes longer. What it waited for goes on. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  words = () => 'the disk does not answer',
): Promise<T> {
  let callOff = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    callOff = clock.after(ms, () => reject(new Error(words())));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    callOff();
  }
}
