import { afterEach, beforeEach, expect, vi } from 'vitest';
import { resetStores } from '../lib/resettable';

// What every test has, with or without a window: unexpected console output fails it, and it leaves no store changed.

const unexpected: string[] = [];

beforeEach(() => {
  unexpected.length = 0;
  for (const method of ['error', 'warn', 'log', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...words: unknown[]) => void unexpected.push(words.map(String).join(' ')),
    );
  }
});

afterEach(() => {
  resetStores();
  expect(unexpected, 'unexpected console output').toEqual([]);
});
