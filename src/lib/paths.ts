/** The addresses of the console's pages, as the router knows them. */
export const paths = {
  home: '/',
  killSwitch: '/kill-switch',
  history: '/kill-switch/history',
  safeMode: '/safe-mode',
  recovery: '/recovery',
} as const;
