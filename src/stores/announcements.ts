import { create } from 'zustand';
import { resettable } from '../lib/resettable';

export type Politeness = 'polite' | 'assertive';

/** The last text for screen readers, by politeness. A new `turn` makes the same text count as new. */
export const useAnnouncements = resettable(
  create<Record<Politeness, { text: string; turn: number }>>(() => ({
    polite: { text: '', turn: 0 },
    assertive: { text: '', turn: 0 },
  })),
);

/** Announces `text` to screen readers once. `assertive` interrupts; it is for a change of state. */
export function announce(text: string, politeness: Politeness) {
  useAnnouncements.setState((state) => ({ [politeness]: { text, turn: state[politeness].turn + 1 } }));
}
