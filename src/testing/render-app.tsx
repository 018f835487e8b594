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

/** The time at which every test begins, on the device's clock and, unless a test says otherwise, on the server's. */
export const START = Date.parse('2026-11-21T09:00:00Z');

const server = setupServer();
const unhandled: string[] = [];
const traffic = createTraffic();
const stop: (() => void)[] = [];

/** Called once for each file of tests, by app-setup.ts. The returned function takes it back. */
export function startServer() {
  // Not by a timer: an answer would then be seen only after the clock moves.
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
  // The clock stands still until a test moves it. `performance` is the clock that cannot be set.
  vi.useFakeTimers({
    now: START,
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  // Testing Library looks for these in order to wait on a fake clock.
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

/** Unmounts the console, and forgets what the page, the tab and the browser stored. */
export function forgetApp() {
  cleanup();
  for (const end of stop.splice(0)) end();
  // `startSession` listens for the lifetime of the page; in tests that is one test.
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
  /** Who signs in before the page is rendered; null for nobody. */
  as?: PersonaKey | null;
  /** The name of that person's role in the server's answers, if it is not their usual one. */
  role?: string;
  seed?: SeedOptions;
  /** Faults as in the demo's URL, active after the sign-in: `status:slow,toggle:500`. */
  faults?: string;
  /** How far the server's clock is ahead of the device's, in ms. */
  serverAhead?: number;
  /** What happens between the sign-in and the rendering of the page. */
  prepare?: (backend: Backend) => unknown;
  backend?: Partial<BackendOptions>;
  /** Renders and mounts twice, as in development. It takes twice the time, so only some tests use it. */
  strict?: boolean;
};

export type App = Awaited<ReturnType<typeof renderApp>>;

/** Starts a server and the console as `main.tsx` does, and waits until no request is under way. */
export async function renderApp(options: AppOptions = {}) {
  const { path = '/kill-switch', as = 'admin', seed = {}, serverAhead = 0 } = options;
  const clock = () => Date.now() + serverAhead;
  const backend = createBackend({
    db: createDb(seed, clock()),
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
    // As after a reload: only what the tab and the browser stored is left.
    disconnect();
    useSession.setState({ session: { phase: 'starting' } });
  }
  await options.prepare?.(backend);
  backend.faults.replace(parseFaults(options.faults ?? ''));
  const client = createQueryClient();
  stop.push(clearBetweenPeople(client), () => client.clear());
  stop.push(loadRefusedAddresses());
  // The shared present moment is still that of the previous test, but the clock started again: reading it once renews it.
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

/** Goes to another page by the router, for a test that needs no link. */
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

/** From now on these handlers answer instead of the server. The newest one is asked first. */
export function answerWith(...handlers: RequestHandler[]) {
  server.use(...handlers);
}

/** Lets everything happen that needs no time: answers arrive and are rendered. */
export async function settle() {
  await act(() => traffic.settle());
}
