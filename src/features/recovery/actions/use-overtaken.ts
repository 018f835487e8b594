import type { EventKind } from '../../../api/guardian/recovery-schemas';
import { lastAnswer, type ModeState } from '../../../guardian/mode';
import { useChange } from '../../../guardian/use-change';
import { useFirstKnown } from '../../../lib/take-in';

/**
 * That a decision is void, as its dialog wants it: `words` say why as soon as the status shows it, null before. Who did it
 * and when comes from the events, of a kind (law 5).
 */
export function useOvertaken(words: string | null, kind: EventKind, state: ModeState) {
  const readAt = lastAnswer(state)?.askedAt ?? null;
  const shownAt = useFirstKnown(words === null ? null : readAt);
  return { overtakenBy: words, changedBy: useChange(kind, shownAt) };
}
