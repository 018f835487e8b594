import type { ModeState } from '../../../guardian/mode';
import type { Person } from '../../../stores/session';
import type { Contradiction } from './clash-words';
import { ContradictionList } from './contradiction-list';
import { GuardianGone } from './guardian-gone';
import { ModeBadge } from './mode-badge';

type ModeSectionProps = { state: ModeState; person: Person; found: readonly Contradiction[] };

/** The mode, and what contradicts it. */
export function ModeSection({ state, person, found }: ModeSectionProps) {
  return (
    <>
      <ModeBadge state={state} contradicted={found.length > 0} />
      <GuardianGone state={state} person={person} />
      <ContradictionList found={found} current={state.kind === 'confirmed'} />
    </>
  );
}
