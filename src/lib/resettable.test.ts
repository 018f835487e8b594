import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'zustand';
import { expect, test } from 'vitest';
import { resetStores, resettable } from './resettable';

test('a store is reset to its initial state, whatever was added to it', () => {
  const useCount = resettable(create<{ count: number; extra?: string }>(() => ({ count: 0 })));
  useCount.setState({ count: 7, extra: 'added' });
  resetStores();
  expect(useCount.getState()).toEqual({ count: 0 });
});

test('every store of the console is registered', () => {
  const src = join(import.meta.dirname, '..');
  const texts = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));
  const stores = texts.filter(({ text }) =>
    /import \{[^}]*\bcreate(Store)?\b[^}]*\} from 'zustand'/.test(text),
  );
  expect(stores.length).toBeGreaterThan(4);
  const unregistered = stores.filter(({ text }) => /(?<!resettable\(\s*)\bcreate(Store)?[<(]/.test(text));
  expect(unregistered.map(({ path }) => path)).toEqual([]);
});
