import type { Rate } from '../ports/ports';

interface Bucket {
  tokens: number;
  /** ms. */
  at: number;
}

/** A limit for each key: `take` is null when the request may go on, or the whole seconds after which it may. */
export interface Limiter {
  take(key: string, now: number): number | null;
}

const MOST_KEYS = 10_000;

/** Each key has a bucket of `burst` tokens that fills by `perSecond`; a request takes one. `now` is monotonic, in ms. */
export function createLimiter(rate: Rate): Limiter {
  if (rate === null) return { take: () => null };
  const { perSecond, burst } = rate;
  const buckets = new Map<string, Bucket>();
  const filled = ({ tokens, at }: Bucket, now: number) =>
    Math.min(burst, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
  return {
    take(key, now) {
      const tokens = filled(buckets.get(key) ?? { tokens: burst, at: now }, now);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
      if (buckets.size > MOST_KEYS) forgetFull(now);
      return allowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };

  /** A full bucket is as good as none. */
  function forgetFull(now: number) {
    for (const [key, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(key);
    // Somebody sends from very many addresses: the oldest ones begin anew.
    for (const key of buckets.keys()) {
      if (buckets.size <= MOST_KEYS) return;
      buckets.delete(key);
    }
  }
}
