import { test as base } from '../fixtures';
import { createObserver, type Observer } from './observer';

export { expect } from '@playwright/test';

export const test = base.extend<{ observer: Observer }>({
  // Watches every test, asked for or not.
  observer: [
    async ({ context }, provide) => {
      const observer = createObserver();
      await observer.follow(context);
      await provide(observer);
      observer.assertLawful();
    },
    { auto: true },
  ],
  newBrowser: async ({ newBrowser, observer }, provide) =>
    provide(async () => {
      const context = await newBrowser();
      await observer.follow(context);
      return context;
    }),
});
