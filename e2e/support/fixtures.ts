import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { SeedOptions } from '../../mocks/db';
import { personas, type PersonaKey } from '../../mocks/seeds/personas';
import { heading, signInAs } from './console';
import { watchConsole, type ConsoleWatch } from './console-watch';
import { createObserver, type Observer } from '../observer/observer';
import { startRawServer, type RawServer, type Table } from './raw-server';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server';

export { expect } from '@playwright/test';

type Fixtures = {
  /** The history of the test's server; the demo's little story unless told. */
  seed: SeedOptions;
  backendOptions: NonNullable<TestServerOptions['backend']>;
  server: TestServer;
  /** Puts a server that misbehaves in front of `server`; go to its origin. */
  hostile: (table: Table) => Promise<RawServer>;
  consoleWatch: ConsoleWatch;
  observer: Observer;
  /** Declares what the browser's console may say in this test: texts end with the address they are about. */
  expectConsole: (...patterns: RegExp[]) => void;
  /** Another browser (its own cookies and storage), watched as the first one. */
  newBrowser: () => Promise<BrowserContext>;
  /** Opens the console, at another origin if told so, and signs in through its form. */
  signIn: (person?: PersonaKey, at?: { origin?: string; page?: Page }) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  seed: [{}, { option: true }],
  backendOptions: [{}, { option: true }],
  server: async ({ seed, backendOptions }, provide) => {
    const server = await startTestServer({ seed, backend: backendOptions });
    await provide(server);
    await server.stop();
  },
  // A page whose clock is moved has lived through that time, and so has its server: a Date that stands still is an old answer.
  page: async ({ page, server }, provide) => {
    passTimeTogether(page, server);
    await provide(page);
  },
  baseURL: async ({ server }, provide) => provide(server.origin),
  hostile: async ({ server }, provide) => {
    const started: RawServer[] = [];
    await provide(async (table) => {
      const raw = await startRawServer(server, table);
      started.push(raw);
      return raw;
    });
    await Promise.all(started.map((raw) => raw.stop()));
  },
  // Watches every test, asked for or not.
  consoleWatch: [
    async ({ context }, provide) => {
      const watch = watchConsole();
      await watch.follow(context);
      await provide(watch);
      watch.assertQuiet();
    },
    { auto: true },
  ],
  // As well: in every test, whatever it is about, the laws hold.
  observer: [
    async ({ context }, provide) => {
      const observer = createObserver();
      await observer.follow(context);
      await provide(observer);
      observer.assertLawful();
    },
    { auto: true },
  ],
  expectConsole: async ({ consoleWatch }, provide) =>
    provide((...patterns) => consoleWatch.allow(...patterns)),
  newBrowser: async ({ browser, server, consoleWatch, observer }, provide) => {
    const opened: BrowserContext[] = [];
    await provide(async () => {
      const context = await browser.newContext({
        baseURL: server.origin,
        timezoneId: 'UTC',
        locale: 'en-GB',
      });
      opened.push(context);
      await consoleWatch.follow(context);
      await observer.follow(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  signIn: async ({ page }, provide) =>
    provide(async (person = 'admin', { origin = '', page: on = page } = {}) => {
      await on.goto(`${origin}/`);
      await signInAs(on, personas[person]);
      await expect(heading(on, /^(Kill Switch|Activation history|No access)$/)).toBeVisible();
    }),
});

const UNITS = [1_000, 60_000, 3_600_000];

/** Playwright's `1:30` or a number of ms, in ms. */
function toMs(ticks: number | string): number {
  if (typeof ticks === 'number') return ticks;
  return ticks
    .split(':')
    .toReversed()
    .reduce((sum, part, place) => sum + Number(part) * (UNITS[place] ?? 0), 0);
}

/** So little that a server's clock may be ahead by it: less than two nodes of one service may differ. */
const STEP_MS = 2_000;

/** Moves the server's clock with the page's: in small steps, since the page asks meanwhile. */
function passTimeTogether({ clock }: Page, server: TestServer) {
  const fastForward = clock.fastForward.bind(clock);
  const runFor = clock.runFor.bind(clock);
  clock.fastForward = async (ticks) => {
    server.advance(toMs(ticks));
    await fastForward(ticks);
  };
  clock.runFor = async (ticks) => {
    for (let left = toMs(ticks); left > 0; left -= STEP_MS) {
      const step = Math.min(left, STEP_MS);
      server.advance(step);
      await runFor(step);
    }
  };
}
