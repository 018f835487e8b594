import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import './app.css';
import { dropEarly } from './api/early';
import { createQueryClient } from './api/query-client';
import { Announcer } from './app/announcer';
import { ErrorBoundary } from './app/error-boundary';
import { clearBetweenPeople } from './auth/clear-between-people';
import { takePath } from './auth/return-path';
import { startSession } from './auth/start-session';
import { prefetchSwitch } from './features/kill-switch/use-kill-switch';
import { followLinks } from './lib/go-to';
import { AppRoutes } from './routes';
import { applyTheme } from './stores/theme';

const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');

/** A first answer that is as good as there is worth waiting for: the page is then built once, and without a flash of Checking. */
const FIRST_ANSWER_MS = 50;

/** In real time, also where a test has stopped the page's clock. */
function pass(ms: number) {
  return new Promise((resolve) => AbortSignal.timeout(ms).addEventListener('abort', resolve));
}

async function start() {
  if (import.meta.env.MODE === 'demo') {
    const { startDemo } = await import('../mocks/browser');
    await startDemo();
  }
  applyTheme();
  followLinks();
  const back = takePath();
  if (back) window.history.replaceState(null, '', BASE + back);

  const client = createQueryClient();
  clearBetweenPeople(client);
  void startSession();
  await Promise.race([prefetchSwitch(client), pass(FIRST_ANSWER_MS)]);
  dropEarly();

  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter basename={BASE}>
          <Announcer />
          <ErrorBoundary>
            <AppRoutes />
          </ErrorBoundary>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
