import { fallback, parse, record, string } from 'valibot';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { resettable } from '../lib/resettable';
import { tabStorage } from '../lib/storage';
import { keptIn } from './kept-in';

type Drafts = Record<string, string>;

/** A value that is not text is not a draft. */
const Kept = fallback(record(string(), fallback(string(), '')), {});

/**
 * Typed reasons that no server has accepted yet. They are in the tab's own storage, because a sign-in by SSO leaves the
 * page, and nowhere that outlives the tab (law 6).
 */
export const useDrafts = resettable(
  create<Drafts>()(
    persist(() => ({}), {
      name: 'ksc.drafts',
      storage: keptIn(tabStorage),
      partialize: (drafts) => without(drafts, (_, text) => text === ''),
      merge: (kept) => parse(Kept, kept),
    }),
  ),
);

export function setDraft(key: string, text: string) {
  useDrafts.setState({ [key]: text });
}

/** Forgets what one person typed, by their `personKey` (auth/person.ts). Drafts of others in this tab stay. */
export function clearDraftsOf(owner: string) {
  const others = without(useDrafts.getState(), (key) => key.startsWith(`${owner} `));
  useDrafts.setState(others, true);
}

function without(drafts: Drafts, isOut: (key: string, text: string) => boolean): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([key, text]) => !isOut(key, text)));
}
