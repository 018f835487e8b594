import { test as base, type Page } from '@playwright/test';
import { createObserver } from '../observer/observer';
import { watchTest, type ConsoleWatch } from '../support/console-watch';
import { signInAs } from '../support/console';
import { startRealServer, type RealServer } from './real-server';

export { expect } from '@playwright/test';

type Fixtures = {
  server: RealServer;
  consoleWatch: ConsoleWatch;
  observer: void;
  expectConsole: (...patterns: RegExp[]) => void;
  /** Opens the console and signs in, by the tenant's name. */
  signIn: (role: string, page?: Page) => Promise<void>;
};

/** Tests against `npm start`: a database, a gateway and the sample agents. */
export const test = base.extend<Fixtures>({
  server: async ({ browserName: _browserName }, provide) => {
    const server = await startRealServer();
    await provide(server);
    await server.stop();
  },
  baseURL: async ({ server }, provide) => provide(server.origin),
  consoleWatch: [watchTest, { auto: true }],
  observer: [
    async ({ context }, provide) => {
      const observer = createObserver();
      await observer.follow(context);
      await provide();
      observer.assertLawful();
    },
    { auto: true },
  ],
  expectConsole: [
    async ({ consoleWatch }, provide) => {
      // This host has no control API: the recovery page asks, and says so.
      consoleWatch.allow(/status of 404 .*\/control\/api\/status$/);
      await provide((...patterns) => consoleWatch.allow(...patterns));
    },
    { auto: true },
  ],
  signIn: async ({ page, server }, provide) =>
    provide(async (role, at = page) => {
      await at.goto(server.origin);
      await signInAs(at, server.person(role));
    }),
});
