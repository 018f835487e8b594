/** Chromium drops page loads as well, for up to ten seconds. */
const TRY_AGAIN_MS = 1_000;

/** A page load that is asked for until the browser begins it. */
let again: ReturnType<typeof setTimeout> | undefined;
const stopAsking = () => clearTimeout(again);

function load(href: string) {
  const from = window.location.href;
  window.addEventListener('beforeunload', stopAsking, { once: true });
  again = setTimeout(() => from === window.location.href && load(href), TRY_AGAIN_MS);
  window.location.assign(href);
}

/**
 * Browsers limit how often a page changes its address. Of too many changes WebKit refuses each with an exception (more than 100
 * in 30 s), and Chromium drops each without a word (more than 200 in 10 s). The router expects neither. From now on a link whose
 * change is refused loads its page, as a link without a script does. A change within the address of the page that is shown, such
 * as its filter, is left undone: nothing is lost by that. Returns how to stop.
 */
export function loadRefusedAddresses(): () => void {
  const changes = ['pushState', 'replaceState'] as const;
  for (const change of changes) {
    window.history[change] = (state, unused, url) => {
      stopAsking();
      const { href, pathname } = window.location;
      const wanted = new URL(url ?? href, href);
      try {
        History.prototype[change].call(window.history, state, unused, url);
      } catch {
        // Whether the browser took it is told by the address alone.
      }
      const isTaken = window.location.href === wanted.href;
      if (!isTaken && (change === 'pushState' || wanted.pathname !== pathname)) load(wanted.href);
    };
  }
  return () => {
    stopAsking();
    for (const change of changes) Reflect.deleteProperty(window.history, change);
  };
}
