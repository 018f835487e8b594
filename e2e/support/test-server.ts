import { resolve } from 'node:path';
import { createBackend, type Backend, type BackendOptions, type RecordedRequest } from '../../mocks/backend';
import type { SeedOptions } from '../../mocks/db';
import { createDb } from '../../mocks/seeds/create-db';
import { startMockServer } from '../../mocks/serve/server';

export const dist = resolve(import.meta.dirname, '../../dist');

export type TestServerOptions = {
  seed?: SeedOptions;
  backend?: Partial<Pick<BackendOptions, 'rateLimit' | 'ssoProviders'>>;
  allowOrigin?: string;
  /** Folder of the build; the production build unless given. */
  site?: string;
};

/** A server of one test's own: its build of the console and its API, with a clock and a past that nobody shares. */
export interface TestServer {
  readonly origin: string;
  readonly backend: Backend;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Moves the server's clock; the page's own is another one. */
  advance(ms: number): void;
  /** Lets go of everything that the fault `slow` holds back, and of what it will. */
  release(): void;
  /** What arrived so far at the kill switch: `GET` reads it, the others throw it. */
  switchRequests(method: 'GET' | 'POST' | 'DELETE'): RecordedRequest[];
  /** What arrived so far at a path, such as `/auth/me`. */
  requestsTo(path: string): RecordedRequest[];
  /** Toggles that arrived, of both kinds. */
  toggles(): RecordedRequest[];
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { seed = {}, allowOrigin = '', site = dist } = options;
  let ahead = 0;
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  const clock = () => Date.now() + ahead;
  const db = await createDb(seed, clock());
  const backend = createBackend({ db, clock, wait: () => released, ...options.backend });
  const server = await startMockServer({ backend, dist: site, allowOrigin });
  const isSwitch = ({ path }: RecordedRequest) => path.startsWith('/decision/kill-switch/');
  return {
    origin: server.origin,
    backend,
    stop: () => server.stop(),
    start: () => server.start(),
    advance: (ms) => {
      ahead += ms;
    },
    release,
    switchRequests: (method) =>
      backend.requests.filter((request) => isSwitch(request) && request.method === method),
    requestsTo: (path) => backend.requests.filter((request) => request.path === path),
    toggles: () => backend.requests.filter((request) => isSwitch(request) && request.method !== 'GET'),
  };
}
