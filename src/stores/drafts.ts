import { create } from 'zustand';
import { resettable } from '../lib/resettable';
import { guarded, tabStorage } from '../lib/storage';

const KEY = 'ksc.drafts';

function restore(): Record<string, string> {
  const stored: unknown = guarded(() => JSON.parse(tabStorage.getItem(KEY) ?? '{}') as unknown);
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
}

/**
 * Typed reasons that no server has taken yet. They live in the tab's own storage, because a sign-in by SSO leaves the
 * page, and nowhere that outlives the tab.
 */
export const useDrafts = resettable(create<Record<string, string>>(restore));

export function setDraft(key: string, text: string) {
  useDrafts.setState({ [key]: text });
  persist();
}

/** Forgets what one person typed, by auth/person.ts' `personKey`: drafts of others in this tab stay theirs. */
export function clearDraftsOf(owner: string) {
  const others = Object.entries(useDrafts.getState()).filter(([key]) => !key.startsWith(`${owner} `));
  useDrafts.setState(Object.fromEntries(others), true);
  persist();
}

function persist() {
  const drafts = Object.entries(useDrafts.getState()).filter(([, text]) => text !== '');
  if (drafts.length === 0) tabStorage.removeItem(KEY);
  else tabStorage.setItem(KEY, JSON.stringify(Object.fromEntries(drafts)));
}
