import { createRoot } from 'react-dom/client';
import { setupWorker } from 'msw/browser';
import { pathWithinApi } from '../../core/http/prefixes';
import { createBackend, type Backend } from '../backend';
import { createDb } from '../seeds/create-db';
import { Demo } from './demo';
import { createFaults } from '../faults/faults';
import { createHandlers } from '../handlers/handlers';
import { createTeller } from '../stories/teller';
import { createFaultMemory, createLocalStore, STATE_KEY } from './local-store';
import { takeFaultsFromUrl, takeStoryFromUrl } from './take-address';
import { createTrafficWatch } from './traffic-watch';

/** Starts the backend inside this browser and shows its controls. Only for the demo build; call it before the first request. */
export async function startDemo(): Promise<void> {
  const { localStorage: storage, sessionStorage, navigator } = window;
  const kept = createLocalStore({ storage, locks: navigator.locks });
  const watch = createTrafficWatch();
  const teller = createTeller(() => backend, sessionStorage);
  const store = watch.follow(kept, teller.notice);
  const faults = createFaults({}, createFaultMemory(storage));
  const wrongFault = takeFaultsFromUrl(faults);
  const db = (await store.load()) ?? createDb({ seed: 'lived-in' }, Date.now());
  const backend: Backend = createBackend({
    db,
    store,
    faults,
    agents: true,
    onRequest: () => teller.notice(),
  });
  store.save(db);
  window.addEventListener('storage', ({ key }) => {
    // Another tab has changed the state.
    if (key === STATE_KEY) void kept.load().then((newest) => newest && watch.see(newest));
  });

  const pass = () => backend.run(() => undefined);
  const failure = await startWorker(backend);
  const wrongStory = await takeStoryFromUrl(backend, teller);
  const element = document.createElement('div');
  document.body.prepend(element);
  createRoot(element).render(
    <Demo
      backend={backend}
      teller={teller}
      watch={watch}
      pass={pass}
      notice={failure ?? wrongFault ?? wrongStory}
    />,
  );
}

/** Without service workers (no https, private windows) there is no backend. The console then shows this, and why. */
async function startWorker(backend: Backend): Promise<string | null> {
  try {
    await setupWorker(...createHandlers(backend)).start({
      quiet: true,
      serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
      onUnhandledRequest(request, print) {
        // Modules of ours are in folders with the same names as the API's paths. They have an extension; calls have none.
        const { pathname } = new URL(request.url);
        if (pathWithinApi(pathname) !== null && !pathname.includes('.')) print.error();
      },
    });
    return null;
  } catch (error) {
    return `The demo's backend could not start. ${String(error)}`;
  }
}
