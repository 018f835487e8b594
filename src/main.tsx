import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import './app.css';
import { dropEarly } from './api/http/early';
import { createQueryClient } from './api/http/query-client';
import { Announcer } from './app/announcer';
import { ErrorBoundary } from './app/error-boundary';
import { takeKeptLetters } from './app/letters';
import { leaveWorker } from './app/service-worker';
import { clearBetweenPeople } from './auth/session/clear-between-people';
import { takePath } from './auth/sign-in/return-path';
import { endHere } from './auth/session/session';
import { startSession } from './auth/session/start-session';
import { prefetchSwitch } from './switch/use-kill-switch';
import { followController } from './lib/controlled';
import { loadRefusedAddresses } from './lib/refused-addresses';
import { AppRoutes } from './routes';
import { applyTheme } from './stores/theme';

const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');

/** How long the start waits for the first answer: if it comes by then, the page is built once and does not flash "Checking". */
const FIRST_ANSWER_MS = 50;

/** Waits in real time, even when a test has stopped the page's clock. An older browser has no such timer. */
function pass(ms: number) {
  return new Promise((resolve) => {
    if (typeof AbortSignal.timeout === 'function') AbortSignal.timeout(ms).addEventListener('abort', resolve);
    else setTimeout(resolve, ms);
  });
}

/** Starts the console. No optional step before the lever may stop the start: what fails is left out. */
async function start() {
  if (await leaveWorker()) return;
  followController();
  if (import.meta.env.MODE === 'demo') {
    const { startDemo } = await import('../mocks/demo/browser');
    await startDemo();
  }
  applyTheme();
  let built = false;
  takeKeptLetters(() => built);
  loadRefusedAddresses();
  const back = takePath();
  if (back) window.history.replaceState(null, '', BASE + back);

  const client = createQueryClient();
  clearBetweenPeople(client);
  startSession().catch((error: unknown) => endHere(null, error));
  await Promise.race([prefetchSwitch(client).catch(() => undefined), pass(FIRST_ANSWER_MS)]);
  dropEarly();

  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element #root');
  built = true;
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <QueryClientProvider client={client}>
          {/* Without transitions: a link shows its page at once, even while that page is still loading. */}
          <BrowserRouter basename={BASE} useTransitions={false}>
            <Announcer />
            <ErrorBoundary>
              <AppRoutes />
            </ErrorBoundary>
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}

start().catch((error: unknown) => {
  // The page in index.html says Unknown, and now also how to act without the console (app.css, late-card).
  document.documentElement.dataset['failed'] = '';
  throw error;
});
