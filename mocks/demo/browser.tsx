import { createRoot } from 'react-dom/client';
import { setupWorker } from 'msw/browser';
import { createBackend, type Backend } from '../backend';
import { createDb } from '../seeds/create-db';
import { DemoPanel } from './demo-panel';
import { createFaults, parseFaults, type Faults } from '../faults/faults';
import { createHandlers } from '../handlers/handlers';
import { createFaultMemory, createLocalStore } from './local-store';

const API_PATH = /\/(?:auth|decision|audit|guardian|control)\/[^.]*$/;

/** Starts the backend inside this browser and shows its controls. Only for the demo build; call it before the first request. */
export async function startDemo(): Promise<void> {
  const { localStorage: storage, navigator } = window;
  const store = createLocalStore({ storage, locks: navigator.locks });
  const faults = createFaults({}, createFaultMemory(storage));
  const notice = takeFaultsFromUrl(faults);
  const db = (await store.load()) ?? createDb({}, Date.now());
  store.save(db);
  const backend = createBackend({ db, store, faults });

  const failure = await startWorker(backend);
  const element = document.body.appendChild(document.createElement('div'));
  createRoot(element).render(<DemoPanel backend={backend} notice={failure ?? notice} />);
}

/** Without service workers (no https, private windows) there is no backend. The console then shows this, and why. */
async function startWorker(backend: Backend): Promise<string | null> {
  try {
    await setupWorker(...createHandlers(backend)).start({
      quiet: true,
      serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
      onUnhandledRequest(request, print) {
        // Modules of ours are in folders with the same names as the API's paths. They have an extension; calls have none.
        if (API_PATH.test(new URL(request.url).pathname)) print.error();
      },
    });
    return null;
  } catch (error) {
    return `The demo's backend could not start. ${String(error)}`;
  }
}

/** `?fault=status:slow,toggle:500` replaces the faults. Returns the error in it, or null. */
function takeFaultsFromUrl(faults: Faults): string | null {
  const text = new URLSearchParams(window.location.search).get('fault');
  if (text === null) return null;
  try {
    faults.replace(parseFaults(text));
    return null;
  } catch (error) {
    return String(error);
  }
}
