import { personKey } from '../../auth/person';
import type { ModeState } from '../../guardian/mode';
import type { Person } from '../../stores/session';
import { RecoveryActions } from './actions/recovery-actions-section';
import { useRecoveryActions } from './actions/use-recovery-actions';
import { ScenarioChooser } from './checklist/scenario-chooser';
import { GuardianOutage } from './guardian-outage';
import { ModeLine } from './mode-line';

/** The part of the page that works through the Guardian. */
export function GuardianRecovery({ person, state }: { person: Person; state: ModeState }) {
  const actions = useRecoveryActions(person, state);
  const { why, start } = actions;
  return (
    <>
      <ModeLine state={state} />
      <GuardianOutage state={state} />
      <ScenarioChooser owner={personKey(person)} person={person} state={state} why={why} onAct={start} />
      <RecoveryActions person={person} actions={actions} />
    </>
  );
}
