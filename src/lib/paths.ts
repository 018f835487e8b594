/** The addresses of the console's pages, as the router uses them. */
export const paths = {
  home: '/',
  killSwitch: '/kill-switch',
  history: '/kill-switch/history',
  safeMode: '/safe-mode',
  recovery: '/recovery',
} as const;
