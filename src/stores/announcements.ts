import { create } from 'zustand';
import { resettable } from '../lib/resettable';

export type Politeness = 'polite' | 'assertive';

/** What a screen reader was last told, by politeness; `turn` makes the same words news again. */
export const useAnnouncements = resettable(
  create<Record<Politeness, { text: string; turn: number }>>(() => ({
    polite: { text: '', turn: 0 },
    assertive: { text: '', turn: 0 },
  })),
);

/** Says `text` to screen readers once. `assertive` interrupts and is for a change of state. */
export function announce(text: string, politeness: Politeness) {
  useAnnouncements.setState((state) => ({ [politeness]: { text, turn: state[politeness].turn + 1 } }));
}
