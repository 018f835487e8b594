import { notifyManager, QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { act, cleanup, render, renderHook } from '@testing-library/react';
import type { RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { useEffect } from 'react';
import { BrowserRouter, useNavigate, type NavigateFunction } from 'react-router-dom';
import { expect, vi } from 'vitest';
import { createBackend, type Backend, type BackendOptions } from '../../mocks/backend';
import type { SeedOptions } from '../../mocks/db';
import { createDb } from '../../mocks/seeds/create-db';
import { createFaults, parseFaults } from '../../mocks/faults/faults';
import { createHandlers } from '../../mocks/handlers/handlers';
import { personas, type PersonaKey } from '../../mocks/seeds/personas';
import { disconnect } from '../api/http/connection';
import { createQueryClient } from '../api/http/query-client';
import { Announcer } from '../app/announcer';
import { ErrorBoundary } from '../app/error-boundary';
import { clearBetweenPeople } from '../auth/session/clear-between-people';
import { signIn } from '../auth/session/session';
import { startSession } from '../auth/session/start-session';
import { loadRefusedAddresses } from '../lib/refused-addresses';
import { resetStores } from '../lib/resettable';
import { AppRoutes } from '../routes';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';
import { createUserActions } from './user-actions';
import { createTraffic } from './traffic';

/** When every test begins, on the device's clock and, unless a test says otherwise, on the server's. */
export const START = Date.parse('2026-11-21T09:00:00Z');

const server = setupServer();
const unhandled: string[] = [];
const traffic = createTraffic();
const stop: (() => void)[] = [];

/** Called once for each file of tests, by app-setup.ts. The returned function takes it back. */
export function startServer() {
  // Not by a timer, which would need the clock to move for an answer to be seen.
  notifyManager.setScheduler(queueMicrotask);
  server.events.on('request:unhandled', ({ request }) => {
    unhandled.push(`${request.method} ${request.url}`);
  });
  server.listen({ onUnhandledRequest: 'error' });
  return () => {
    server.close();
    server.events.removeAllListeners();
  };
}

/** Called before each test, by app-setup.ts. The returned function ends the test. */
export function startTest() {
  // The clock stands still until a test moves it. `performance` is the clock that nobody can set.
  vi.useFakeTimers({
    now: START,
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  // Testing Library looks for these to wait on a fake clock.
  vi.stubGlobal('jest', { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) });
  vi.spyOn(window, 'addEventListener');
  traffic.watch();
  unhandled.length = 0;
  document.head.innerHTML = '<link rel="icon" href="data:,">';
  return () => {
    forgetApp();
    vi.useRealTimers();
    expect(unhandled, 'requests that nobody answers').toEqual([]);
  };
}

/** Takes the console down, and forgets what page, tab and browser kept of it. */
export function forgetApp() {
  cleanup();
  for (const end of stop.splice(0)) end();
  // `startSession` listens for as long as the page lives; a page lives for one test.
  for (const [type, listener, options] of vi.mocked(window.addEventListener).mock.calls)
    window.removeEventListener(type, listener, options);
  disconnect();
  resetStores();
  window.sessionStorage.clear();
  window.localStorage.clear();
  delete document.documentElement.dataset['theme'];
  window.history.replaceState(null, '', '/');
  server.resetHandlers();
}

type AppOptions = {
  path?: string;
  /** Who signs in before the page is there; null for nobody. */
  as?: PersonaKey | null;
  /** The name of that person's role on the wire, if not their usual one. */
  role?: string;
  seed?: SeedOptions;
  /** As in the demo's URL, from after the sign-in: `status:slow,toggle:500`. */
  faults?: string;
  /** How far the server's clock is ahead of the device's, in ms. */
  serverAhead?: number;
  /** What is to happen between the sign-in and the page. */
  prepare?: (backend: Backend) => unknown;
  backend?: Partial<BackendOptions>;
  /** Renders and mounts twice, as in development; costs twice the time, so not everywhere. */
  strict?: boolean;
};

export type App = Awaited<ReturnType<typeof renderApp>>;

/** Starts a server and the console as `main.tsx` does, and waits until nothing is under way any more. */
export async function renderApp(options: AppOptions = {}) {
  const { path = '/kill-switch', as = 'admin', seed = {}, serverAhead = 0 } = options;
  const clock = () => Date.now() + serverAhead;
  const backend = createBackend({
    db: await createDb(seed, clock()),
    clock,
    faults: createFaults(),
    wait: traffic.wait,
    ...options.backend,
  });
  server.use(...createHandlers(backend));
  traffic.answeredBy(backend);
  window.history.replaceState(null, '', path);
  if (as) {
    if (options.role !== undefined) await backend.setRole(as, options.role);
    await signIn(personas[as].tenantId, personas[as].email, personas[as].password);
    await traffic.settle();
    // As after a reload: nothing is left of it but what the tab and the browser keep.
    disconnect();
    useSession.setState({ session: { phase: 'starting' } });
  }
  await options.prepare?.(backend);
  backend.faults.replace(parseFaults(options.faults ?? ''));
  const client = createQueryClient();
  stop.push(clearBetweenPeople(client), () => client.clear());
  stop.push(loadRefusedAddresses());
  // The page's present moment is that of the test before, on a clock that began anew: read it once.
  renderHook(useNow).unmount();
  await act(async () => {
    void startSession();
    renderRoutes(client, options.strict);
    await Promise.resolve();
  });
  await settle();
  return { backend, client, goTo, ...createUserActions(backend, traffic) };
}

let navigate: NavigateFunction = () => {};

/** The router's own way to another page, for a test that needs no link. */
const goTo = (to: string) =>
  act(async () => {
    await navigate(to);
    await traffic.settle();
  });

function Navigator() {
  const current = useNavigate();
  useEffect(() => {
    navigate = current;
  });
  return null;
}

function renderRoutes(client: QueryClient, strict = false) {
  render(
    <QueryClientProvider client={client}>
      <BrowserRouter useTransitions={false}>
        <Navigator />
        <Announcer />
        <ErrorBoundary>
          <AppRoutes />
        </ErrorBoundary>
      </BrowserRouter>
    </QueryClientProvider>,
    { reactStrictMode: strict },
  );
}

/** Answers in the server's place from now on; the newest comes first. */
export function answerWith(...handlers: RequestHandler[]) {
  server.use(...handlers);
}

/** Lets everything that needs no time happen: answers arrive, what they say is rendered. */
export async function settle() {
  await act(() => traffic.settle());
}
