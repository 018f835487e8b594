export const paths = {
  home: '/',
  killSwitch: '/kill-switch',
} as const;
