import { pageIsControlled } from '../lib/controlled';
import { tabStorage } from '../lib/storage';

/** Set when a reload should free this tab's page from a service worker. It prevents a second reload after the first. */
const KEY = 'ksc.reloaded-for-worker';
/** The longest wait for the browser. After that, the page says that a service worker controls it. */
const PATIENCE_MS = 2_000;

/**
 * Removes the service worker that an earlier application left at this address. Resolves to true when the page is being
 * reloaded without it; show nothing then. Call it before anything is on the screen.
 *
 * It removes the worker that the browser chose for this page's address, whatever scope that worker was registered with: this
 * worker would answer in the server's place. Workers of other addresses on this host are not touched.
 */
export async function leaveWorker(): Promise<boolean> {
  if (!pageIsControlled()) {
    tabStorage.removeItem(KEY);
    // This worker would control the page only from the next load on. Nothing waits for its removal.
    if (import.meta.env.MODE !== 'demo') void unregister();
    return false;
  }
  const firstTime = noteReload();
  const removed = await Promise.race([unregister(), pass(PATIENCE_MS)]);
  if (!removed || !firstTime) return false;
  window.location.reload();
  return true;
}

/**
 * Notes the reload. False when this tab was reloaded before, and when nothing can be stored: then a second reload could not
 * be recognised.
 */
function noteReload(): boolean {
  if (tabStorage.getItem(KEY) !== null) return false;
  tabStorage.setItem(KEY, '1');
  return tabStorage.getItem(KEY) !== null;
}

async function unregister(): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration?.unregister()) ?? false;
  } catch {
    return false;
  }
}

function pass(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
