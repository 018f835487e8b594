import { expect, it } from 'vitest';
import { uuid } from './uuid';

const VERSION_4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

it('uuid makes a version 4 UUID, a different one every time', () => {
  const ids = Array.from({ length: 500 }, uuid);
  expect(ids.filter((id) => !VERSION_4.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(500);
});

it('uuid uses every digit and every variant', () => {
  const ids = Array.from({ length: 500 }, uuid);
  expect(new Set(ids.map((id) => id[0])).size).toBe(16);
  expect(new Set(ids.map((id) => id[19]))).toEqual(new Set(['8', '9', 'a', 'b']));
});
