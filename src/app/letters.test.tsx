import { afterEach, describe, expect, test } from 'vitest';
import { keepLetters, takeKeptLetters } from './letters';

const used = () => 'inter' in document.documentElement.dataset;
/** A browser that loads the letters when `come` is called. */
function browser() {
  let come = () => {};
  const asked: string[] = [];
  const load = (font: string) => {
    asked.push(font);
    return new Promise<void>((resolve) => (come = resolve));
  };
  Object.defineProperty(document, 'fonts', { configurable: true, value: { load } });
  return {
    asked,
    async come() {
      come();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

afterEach(() => {
  Reflect.deleteProperty(document, 'fonts');
  delete document.documentElement.dataset['inter'];
  window.localStorage.clear();
});

describe('the console’s letters', () => {
  test('are not asked for by the first visit before its lever is ready', () => {
    const { asked } = browser();
    takeKeptLetters(() => false);
    expect(asked).toEqual([]);
  });

  test('are kept for the next visit, and change nothing on this one', async () => {
    const { come } = browser();
    keepLetters();
    await come();
    expect(used()).toBe(false);
    takeKeptLetters(() => false);
    await come();
    expect(used()).toBe(true);
  });

  test('are not used when they come after the page was built, because nothing may move', async () => {
    const { come } = browser();
    keepLetters();
    await come();
    takeKeptLetters(() => true);
    await come();
    expect(used()).toBe(false);
  });

  test('are left out by a browser that has no fonts to load', async () => {
    keepLetters();
    await Promise.resolve();
    expect(window.localStorage).toHaveLength(0);
  });
});
