import { lastAnswer, type ModeState } from '../../../guardian/mode';
import { useEvents } from '../../../guardian/use-events';
import type { Person } from '../../../stores/session';
import { ContradictionList } from './contradiction-list';
import { contradictions, eventContradictions } from './contradictions';
import { GuardianGone } from './guardian-gone';
import { ModeBadge } from './mode-badge';

/** The mode, and what contradicts it. */
export function ModeSection({ state, person }: { state: ModeState; person: Person }) {
  const found = useContradictions(state);
  return (
    <>
      <ModeBadge state={state} contradicted={found.length > 0} />
      <GuardianGone state={state} person={person} />
      <ContradictionList found={found} current={state.kind === 'confirmed'} />
    </>
  );
}

function useContradictions(state: ModeState) {
  const events = useEvents();
  const answer = lastAnswer(state);
  if (!answer) return [];
  const { data: status, serverTime } = answer;
  const items = events.data?.data.items ?? [];
  const until = state.kind === 'confirmed' ? serverTime : null;
  return [...contradictions(status, serverTime), ...eventContradictions(status, items, until)];
}
