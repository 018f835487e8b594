import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatBytes, percentOf } from './bytes';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [1_540, '1.5 kB'],
  [20_000_000, '20 MB'],
  [5e13, '50000 GB'],
])('%i bytes are shown as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('the percentage is 0 to 100, and 100 only when everything has arrived', () => {
  fc.assert(
    fc.property(fc.nat(), fc.option(fc.nat()), (received, total) => {
      const percent = percentOf(received, total);
      if (total === null || total === 0 || received > total) expect(percent).toBeNull();
      else {
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent === 100).toBe(received === total);
      }
    }),
  );
});
