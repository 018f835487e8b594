import type { EventKind } from '../../api/guardian/recovery-schemas';
import { lastAnswer, type ModeState } from '../mode';
import { useChange } from '../use-change';
import { useFirstKnown } from '../../lib/take-in';

/**
 * Whether somebody else acted first, in the form that the dialog expects. `words` say so as soon as the status shows it;
 * null before. The events of `kind` name the person and the time (law 5).
 */
export function useOvertaken(words: string | null, kind: EventKind, state: ModeState) {
  const readAt = lastAnswer(state)?.askedAt ?? null;
  const shownAt = useFirstKnown(words === null ? null : readAt);
  return { overtakenBy: words, changedBy: useChange(kind, shownAt) };
}
