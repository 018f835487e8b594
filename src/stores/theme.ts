import { create } from 'zustand';
import { resettable } from '../lib/resettable';
import { browserStorage } from '../lib/storage';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const KEY = 'ksc.theme';

export const useTheme = resettable(
  create<{ theme: Theme }>(() => {
    const stored = browserStorage.getItem(KEY);
    return { theme: themes.find((theme) => theme === stored) ?? 'system' };
  }),
);

export function setTheme(theme: Theme) {
  useTheme.setState({ theme });
  applyTheme();
  browserStorage.setItem(KEY, theme);
}

/** Pins the page's colour scheme, or leaves it to the system. */
export function applyTheme() {
  const { theme } = useTheme.getState();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
