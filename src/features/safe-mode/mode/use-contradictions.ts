import { lastAnswer, type ModeState } from '../../../guardian/mode';
import { useEvents } from '../../../guardian/use-events';
import type { Contradiction } from './clash-words';
import { contradictions, eventContradictions } from './contradictions';

/** What contradicts the newest status, in itself and in the events. */
export function useContradictions(state: ModeState): Contradiction[] {
  const events = useEvents();
  const answer = lastAnswer(state);
  if (!answer) return [];
  const { data: status, serverTime } = answer;
  const items = events.data?.data.items ?? [];
  const until = state.kind === 'confirmed' ? serverTime : null;
  return [...contradictions(status, serverTime), ...eventContradictions(status, items, until)];
}
