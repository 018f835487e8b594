import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { SeedOptions } from '../../mocks/db';
import { personas, type PersonaKey } from '../../mocks/seeds/personas';
import { heading, signInAs } from './console';
import { watchTest, type ConsoleWatch } from './console-watch';
import { createObserver, type Observer } from '../observer/observer';
import { startRawServer, type RawServer, type Table } from './raw-server';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server';

export { expect } from '@playwright/test';

type Fixtures = {
  /** The history of the test's server; by default the short story of the demo. */
  seed: SeedOptions;
  backendOptions: NonNullable<TestServerOptions['backend']>;
  server: TestServer;
  /** Starts a server in front of `server` that misbehaves. The test then goes to its origin. */
  hostile: (table: Table) => Promise<RawServer>;
  consoleWatch: ConsoleWatch;
  observer: Observer;
  /**
   * Declares the messages of the browser's console that are expected in this test. Each text ends with the address that it
   * is about.
   */
  expectConsole: (...patterns: RegExp[]) => void;
  /** Another browser with its own cookies and storage, watched like the first one. */
  newBrowser: () => Promise<BrowserContext>;
  /** Opens the console, at another origin if one is given, and signs in through its form. */
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
  // When a test moves the page's clock, the server's clock moves too: a `Date` header that stands still would mark an old
  // answer.
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
  // Watches every test automatically.
  consoleWatch: [watchTest, { auto: true }],
  // Also automatic: the laws must hold in every test, whatever its subject.
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

/** Requests wait for no longer than this while the page's clock runs: it is less than the shortest limit of a request. */
const STEP_MS = 2_000;

/**
 * Moves the server's clock together with the page's, which comes first: to the page, an answer from a clock that is ahead
 * would be the proof that all later ones are old (src/api/http/freshness.ts). No real clock of a server jumps with the page's.
 */
function passTimeTogether({ clock }: Page, server: TestServer) {
  const fastForward = clock.fastForward.bind(clock);
  const runFor = clock.runFor.bind(clock);
  clock.fastForward = (ticks) => server.advanceWith(toMs(ticks), () => fastForward(ticks));
  clock.runFor = async (ticks) => {
    for (let left = toMs(ticks); left > 0; left -= STEP_MS) {
      const step = Math.min(left, STEP_MS);
      await server.advanceWith(step, () => runFor(step));
    }
  };
}
