/** Chromium also drops page loads, for up to ten seconds. */
const TRY_AGAIN_MS = 1_000;

/** The timer that repeats a page load until the browser starts it. */
let again: ReturnType<typeof setTimeout> | undefined;
const stopAsking = () => clearTimeout(again);

function load(href: string) {
  const from = window.location.href;
  window.addEventListener('beforeunload', stopAsking, { once: true });
  again = setTimeout(() => from === window.location.href && load(href), TRY_AGAIN_MS);
  window.location.assign(href);
}

/**
 * Browsers limit how often a page may change its address. After too many changes WebKit throws an exception for each (more
 * than 100 in 30 s), and Chromium silently drops each (more than 200 in 10 s). The router expects neither. This makes a link
 * whose change is refused load its page, like a link without a script. A refused change within the present page's address,
 * such as its filter, is not repeated, because nothing is lost. Returns the function that stops this.
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
        // The address itself shows below whether the browser accepted the change.
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
