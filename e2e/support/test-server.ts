import { resolve } from 'node:path';
import { createBackend, type Backend, type BackendOptions, type RecordedRequest } from '../../mocks/backend';
import type { SeedOptions } from '../../mocks/db';
import { createDb } from '../../mocks/seeds/create-db';
import { startMockServer } from '../../mocks/serve/server';

export const dist = resolve(import.meta.dirname, '../../dist');

export type TestServerOptions = {
  seed?: SeedOptions;
  backend?: Partial<Pick<BackendOptions, 'rateLimit' | 'ssoProviders' | 'controlPlane' | 'agents'>>;
  allowOrigin?: string;
  /** Folder of the build; the production build by default. */
  site?: string;
};

/** The own server of one test: its build of the console and its API, with a clock and a history that are not shared. */
export interface TestServer {
  readonly origin: string;
  readonly backend: Backend;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Moves the server's clock. The page has a clock of its own. */
  advance(ms: number): void;
  /** Moves the server's clock after `movePage`, which moves the page's. Requests that begin meanwhile wait for both. */
  advanceWith(ms: number, movePage: () => Promise<void>): Promise<void>;
  /** Releases everything that the fault `slow` holds back, now and from now on. */
  release(): void;
  /** The requests to the kill switch so far: `GET` reads it, the others toggle it. */
  switchRequests(method: 'GET' | 'POST' | 'DELETE'): RecordedRequest[];
  /** The requests to a path so far, such as `/auth/me`. */
  requestsTo(path: string): RecordedRequest[];
  /** The toggle requests so far, of both kinds. */
  toggles(): RecordedRequest[];
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { seed = {}, allowOrigin = '', site = dist } = options;
  let ahead = 0;
  let gate = Promise.resolve();
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  const clock = () => Date.now() + ahead;
  const db = createDb(seed, clock());
  const backend = createBackend({ db, clock, wait: () => released, ...options.backend });
  const server = await startMockServer({ backend, dist: site, allowOrigin, gate: () => gate });
  const isSwitch = ({ path }: RecordedRequest) => /\/decision\/kill-switch\/[^/]+$/.test(path);
  return {
    origin: server.origin,
    backend,
    stop: () => server.stop(),
    start: () => server.start(),
    advance: (ms) => {
      ahead += ms;
    },
    async advanceWith(ms, movePage) {
      let open = () => {};
      gate = new Promise((done) => (open = done));
      await movePage().finally(() => {
        ahead += ms;
        open();
      });
    },
    release,
    switchRequests: (method) =>
      backend.requests.filter((request) => isSwitch(request) && request.method === method),
    requestsTo: (path) => backend.requests.filter((request) => request.path === path),
    toggles: () => backend.requests.filter((request) => isSwitch(request) && request.method !== 'GET'),
  };
}
