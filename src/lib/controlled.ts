import { create } from 'zustand';
import { resettable } from './resettable';

/** In the demo, our own service worker plays the server. No other worker belongs here. */
const IS_DEMO = import.meta.env.MODE === 'demo';

/** Undefined over plain http, and where the browser's settings forbid workers. Reading the property can throw there. */
function workers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/**
 * True while a service worker stands between this page and the server. Every answer may then come from its cache, and says
 * nothing about now.
 */
export function pageIsControlled(): boolean {
  return !IS_DEMO && Boolean(workers()?.controller);
}

/** The same as state for the page: a worker may also take control of a page that is already open. */
export const useControlled = resettable(create(() => ({ controlled: pageIsControlled() })));

export function followController(): void {
  workers()?.addEventListener('controllerchange', () =>
    useControlled.setState({ controlled: pageIsControlled() }),
  );
}
