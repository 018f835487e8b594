import { hrefOf, pathOf } from './paths';
import { uuid } from './uuid';

/** Browsers drop or refuse changes of the address that come too fast: 200 in 10 s (Chromium), 100 in 30 s (WebKit). */
const PAUSE_MS = 300;
const AFTER_REFUSAL_MS = 5_000;
const TRY_AGAIN_MS = 1_000;

type Change = 'pushState' | 'replaceState';

/** Whether the browser took the change: one that finds it too much throws, another is silent. */
function changeAddress(change: Change, state: unknown, href: string): boolean {
  try {
    window.history[change](state, '', href);
  } catch {
    return false;
  }
  return window.location.href === new URL(href, window.location.href).href;
}

/**
 * Opens a page of this app without a reload. The router hears of it as of the browser's own back and forward, so that
 * neither links nor features need the router to navigate (docs/decisions/003).
 */
export function goTo(path: string, { replace = false } = {}) {
  clearTimeout(again);
  flushAddress();
  // The router tells visits to one address apart by their keys.
  const key = uuid();
  const href = hrefOf(path);
  if (changeAddress(replace ? 'replaceState' : 'pushState', { key }, href)) {
    window.dispatchEvent(new PopStateEvent('popstate'));
    return;
  }
  // A link must lead somewhere: with a reload, or without one as soon as the browser lets it.
  window.location.assign(href);
  const from = visit();
  again = setTimeout(() => from === visit() && goTo(path, { replace }), TRY_AGAIN_MS);
}

let again: ReturnType<typeof setTimeout> | undefined;

/** What is to be written, and the page visit that it is about. */
let noted: { href: string; from: string; timer: ReturnType<typeof setTimeout> } | null = null;

const visit = () => JSON.stringify([window.location.href, window.history.state]);

/**
 * Writes what the page shows into the address, for a reload or to be shared, once nothing has changed for a moment: a key
 * that is held down would use up what the browser allows. Nothing is opened by it.
 */
export function noteAddress(path: string) {
  clearTimeout(noted?.timer);
  noted = { href: hrefOf(path), from: visit(), timer: setTimeout(flushAddress, PAUSE_MS) };
}

/** Writes at once what is noted, unless another page has been opened since. */
export function flushAddress() {
  if (!noted) return;
  const { href, from, timer } = noted;
  clearTimeout(timer);
  noted = null;
  if (from !== visit() || changeAddress('replaceState', window.history.state, href)) return;
  noted = { href, from, timer: setTimeout(flushAddress, AFTER_REFUSAL_MS) };
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
