import { create } from 'zustand';
import { resettable } from '../lib/resettable';

export type Politeness = 'polite' | 'assertive';

/** How many texts stay in the page: a text that is replaced before it was read out would never be heard. */
const KEPT = 3;
let turn = 0;

/** The last texts for screen readers, by politeness. A new `turn` makes the same text count as new. */
export const useAnnouncements = resettable(
  create<Record<Politeness, readonly { text: string; turn: number }[]>>(() => ({
    polite: [],
    assertive: [],
  })),
);

/** Announces `text` to screen readers once. `assertive` interrupts; it is for a change of state. */
export function announce(text: string, politeness: Politeness) {
  turn += 1;
  const said = { text, turn };
  useAnnouncements.setState((state) => ({ [politeness]: [...state[politeness], said].slice(-KEPT) }));
}
