import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimiter } from './token-bucket';

test('a burst is allowed at once, then as many a second as the rate says', () => {
  const limiter = createLimiter({ perSecond: 5, burst: 3 });
  expect([0, 0, 0, 0].map((at) => limiter.take('a', at))).toEqual([null, null, null, 1]);
  expect(limiter.take('a', 200)).toBeNull();
  expect(limiter.take('a', 200)).toBe(1);
  expect(limiter.take('b', 200)).toBeNull();
});

test('the wait is in whole seconds, after which one request is allowed', () => {
  const limiter = createLimiter({ perSecond: 0.25, burst: 1 });
  limiter.take('a', 0);
  expect(limiter.take('a', 0)).toBe(4);
  expect(limiter.take('a', 4_000)).toBeNull();
});

test('no rate is no limit', () => {
  const limiter = createLimiter(null);
  expect(Array.from({ length: 1_000 }, () => limiter.take('a', 0)).every((wait) => wait === null)).toBe(true);
});

test('in no stretch of time more is allowed than the burst and what the time gives', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 60 }), (gaps) => {
      const limiter = createLimiter({ perSecond: 2, burst: 4 });
      let now = 0;
      const allowed = gaps.flatMap((gap) => {
        now += gap;
        return limiter.take('a', now) === null ? [now] : [];
      });
      for (const [first, from] of allowed.entries())
        for (const [length, to] of allowed.slice(first).entries())
          expect(length + 1).toBeLessThanOrEqual(4 + (2 * (to - from)) / 1_000 + 1e-9);
    }),
  );
});

test('very many keys do not fill the memory, and the one that is over its limit stays so', () => {
  const limiter = createLimiter({ perSecond: 1, burst: 1 });
  for (let index = 0; index < 20_000; index += 1) limiter.take(`key ${index}`, index);
  limiter.take('a', 20_000);
  expect(limiter.take('a', 20_000)).toBe(1);
});
