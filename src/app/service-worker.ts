import { pageIsControlled } from '../lib/controlled';
import { tabStorage } from '../lib/storage';

/** Set while a reload is to free this tab's page from a worker: there is one reload, never a second one after it. */
const KEY = 'ksc.reloaded-for-worker';
/** A browser that does not answer by then is not waited for: the page says that it is controlled. */
const PATIENCE_MS = 2_000;

/**
 * Removes the service worker that an earlier application left at this address. Resolves to true if the page is being
 * reloaded to be free of it; nothing may be shown then. Call it before anything is on the screen.
 *
 * The worker that the browser has chosen for this page's own address is the one that is removed, whatever the scope in
 * which it was registered: it would answer in the server's place. Workers of other addresses of this host are not asked for.
 */
export async function leaveWorker(): Promise<boolean> {
  if (!pageIsControlled()) {
    tabStorage.removeItem(KEY);
    // One that will control the page from the next load on. Nothing waits for it.
    if (import.meta.env.MODE !== 'demo') void unregister();
    return false;
  }
  const firstTime = noteReload();
  const removed = await Promise.race([unregister(), pass(PATIENCE_MS)]);
  if (!removed || !firstTime) return false;
  window.location.reload();
  return true;
}

/** False if this tab was reloaded already, and where it can keep nothing: then one reload could not be told from the next. */
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
