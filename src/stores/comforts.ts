import { boolean, fallback, object, parse } from 'valibot';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { resettable } from '../lib/resettable';
import { browserStorage } from '../lib/storage';
import { keptIn } from './kept-in';

type ComfortsStore = {
  /** Single keys are used. */
  keys: boolean;
  /** A hidden tab notifies. The browser's own permission is needed as well. */
  notify: boolean;
};

const Kept = object({ keys: fallback(boolean(), true), notify: fallback(boolean(), false) });
const initial = { keys: true, notify: false };

/** What the person chose for this browser. It says nothing about them or the switch, so it may outlive the tab. */
export const useComforts = resettable(
  create<ComfortsStore>()(
    persist((): ComfortsStore => initial, {
      name: 'ksc.comforts',
      storage: keptIn(browserStorage),
      partialize: ({ keys, notify }) => (keys && !notify ? {} : { keys, notify }),
      merge: (kept) => parse(fallback(Kept, initial), kept),
    }),
  ),
);
