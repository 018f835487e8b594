import { personKey } from '../../auth/person';
import { ofHost, useGuardianAt } from '../../guardian/guardian-at';
import type { ModeState } from '../../guardian/mode';
import type { Person } from '../../stores/session';
import { RecoveryActions } from './actions/recovery-actions-section';
import { useRecoveryActions } from './actions/use-recovery-actions';
import { useNotes } from './checklist/notes';
import type { RecoveryAction } from './checklist/recovery-actions';
import { ScenarioChooser } from './checklist/scenario-chooser';
import { scenarioNamed, scenarios } from './checklist/scenarios';
import { GuardianOutage } from './guardian-outage';
import { ModeLine } from './mode-line';

/** The part of the page that works through the Guardian. */
export function GuardianRecovery({ person, state }: { person: Person; state: ModeState }) {
  const actions = useRecoveryActions(person, state);
  const owner = ofHost(personKey(person), useGuardianAt());
  const chosen = scenarioNamed(useNotes(owner).scenario);
  const steps = chosen ? scenarios[chosen].steps : [];
  // A result is shown once: in the step that was pressed, or in the row if that step is not shown any more.
  const inStep = (action: RecoveryAction) =>
    actions.startedIn(action) === 'step' &&
    steps.some(({ means }) => means.by === 'action' && means.action === action);
  return (
    <>
      <ModeLine state={state} />
      <GuardianOutage state={state} />
      <ScenarioChooser owner={owner} person={person} state={state} actions={actions} />
      <RecoveryActions person={person} state={state} actions={actions} inStep={inStep} />
    </>
  );
}
