import { fallback, object, parse, picklist } from 'valibot';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { resettable } from '../lib/resettable';
import { browserStorage } from '../lib/storage';
import { keptIn } from './kept-in';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

type ThemeStore = { theme: Theme };

const Kept = fallback(object({ theme: picklist(themes) }), { theme: 'system' });

export const useTheme = resettable(
  create<ThemeStore>()(
    persist((): ThemeStore => ({ theme: 'system' }), {
      name: 'ksc.theme',
      storage: keptIn(browserStorage),
      partialize: ({ theme }) => (theme === 'system' ? {} : { theme }),
      merge: (kept) => parse(Kept, kept),
    }),
  ),
);

export function setTheme(theme: Theme) {
  useTheme.setState({ theme });
  applyTheme();
}

/** Sets the page's colour scheme, or leaves it to the system. */
export function applyTheme() {
  const { theme } = useTheme.getState();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
