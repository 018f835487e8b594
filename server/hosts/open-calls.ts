/** Carries out at most `most` pieces of work at a time for each key. */
export function createOpenCalls(most: number) {
  const open = new Map<string, number>();
  return {
    /** What came of the work; null when too much of this key is under way. */
    async take<T>(key: string, work: () => Promise<T>): Promise<T | null> {
      const count = open.get(key) ?? 0;
      if (count >= most) return null;
      open.set(key, count + 1);
      try {
        return await work();
      } finally {
        const left = (open.get(key) ?? 1) - 1;
        if (left > 0) open.set(key, left);
        else open.delete(key);
      }
    },
  };
}
