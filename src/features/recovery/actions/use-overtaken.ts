import { useState } from 'react';
import type { EventKind } from '../../../api/guardian/recovery-schemas';
import { lastAnswer, type ModeState } from '../../../guardian/mode';
import { useChange } from '../../../guardian/use-change';
import type { Instant } from '../../../lib/clock';

/**
 * That a decision is void, as its dialog wants it: `words` say why as soon as the status shows it, null before. Who did it
 * and when comes from the events, of a kind (law 5).
 */
export function useOvertaken(words: string | null, kind: EventKind, state: ModeState) {
  const [shownAt, setShownAt] = useState<Instant | null>(null);
  const readAt = lastAnswer(state)?.askedAt ?? null;
  if (words !== null && shownAt === null && readAt !== null) setShownAt(readAt);
  return { overtakenBy: words, changedBy: useChange(kind, shownAt) };
}
