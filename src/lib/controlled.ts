import { create } from 'zustand';
import { resettable } from './resettable';

/** Our own worker, which plays the server in the demo, is the only one that belongs here. */
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
 * True while a service worker stands between this page and the server: then every answer may come out of its cache, and
 * nothing that is read says anything about now.
 */
export function pageIsControlled(): boolean {
  return !IS_DEMO && Boolean(workers()?.controller);
}

/** The same for what is on the screen: a worker may also take over a page that is open already. */
export const useControlled = resettable(create(() => ({ controlled: pageIsControlled() })));

export function followController(): void {
  workers()?.addEventListener('controllerchange', () =>
    useControlled.setState({ controlled: pageIsControlled() }),
  );
}
