import { hrefOf, pathOf } from './paths';
import { uuid } from './uuid';

/**
 * Opens a page of this app without a reload. The router hears of it as of the browser's own back and forward, so that
 * neither links nor features need the router to navigate (docs/decisions/003).
 */
export function goTo(path: string, { replace = false } = {}) {
  // The router tells visits to one address apart by their keys.
  const key = uuid();
  window.history[replace ? 'replaceState' : 'pushState']({ key }, '', hrefOf(path));
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** Writes what the page shows into the address, for a reload or to be shared. Nothing is opened by it. */
export function noteAddress(path: string) {
  window.history.replaceState(window.history.state, '', hrefOf(path));
}

/** The page of this app that a click is about to open in this tab; null for every other click. */
export function pathOfClick(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.download)
    return null;
  if (link.getAttribute('href')?.startsWith('#')) return null;
  return pathOf(new URL(link.href), window.location.origin);
}

/** From now on ordinary links to pages of this app are followed without a reload. Returns how to stop. */
export function followLinks(): () => void {
  const follow = (event: MouseEvent) => {
    const path = pathOfClick(event);
    if (path === null) return;
    event.preventDefault();
    goTo(path);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
