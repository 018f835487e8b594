const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The pages of this app, as the router knows them. */
export const paths = {
  home: '/',
  killSwitch: '/kill-switch',
  history: '/kill-switch/history',
  safeMode: '/safe-mode',
  recovery: '/recovery',
} as const;

/** The address of a page of this app for an ordinary link, also under a sub-path. */
export function hrefOf(path: string): string {
  return BASE + path;
}

/**
 * The page behind an address, as the router knows it; null when it is not one of this app. The API's own pages, such as
 * those of single sign-on, live at the same origin.
 */
export function pathOf(url: URL, origin: string): string | null {
  const bare = (path: string) => path.replace(/\/$/, '');
  const path = Object.values(paths).find((known) => bare(BASE + known) === bare(url.pathname));
  return path === undefined || url.origin !== origin ? null : path + url.search + url.hash;
}
