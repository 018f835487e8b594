import { useState } from 'react';
import { can } from '../../../auth/capabilities';
import { isRestricted } from '../../../guardian/mode';
import { useGuardian } from '../../../guardian/use-guardian';
import type { Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { useToggles } from '../../../switch/toggle-context';
import { sentOf } from '../../../switch/toggles';
import { ProofSection } from '../proof/proof-section';
import { ForeignChange } from '../state/foreign-change';
import type { Rest } from '../use-rest';
import { ToggleButtons } from './toggle-buttons';
import { ToggleDialog } from './toggle-dialog';
import { whyDisabled } from './why-disabled';

type ToggleSectionProps = { person: Person; state: SwitchState; latest: LatestToggle | null; rest: Rest };

/** The two buttons, the results of using them here or elsewhere, and the open dialog. */
export function ToggleSection({ person, state, latest, rest }: ToggleSectionProps) {
  const { toggles, dispatch } = useToggles();
  const { dialog, toggle, report, watch } = toggles;
  // A dialog that sent nothing is not opened again when the person comes back to this page.
  const [mayOpen, setMayOpen] = useState(toggle.stage !== 'compose' || toggle.failure !== null);
  const requestId = report && sentOf(report).requestId;
  const [earlier] = useState(requestId);
  const restricted = isRestricted(useGuardian({ ask: false }).state);
  return (
    <>
      <ToggleButtons
        shown={state.kind}
        why={whyDisabled(state, can(person.role, 'canToggleKillSwitch'), restricted)}
        onOpen={(action) => {
          setMayOpen(true);
          dispatch({ type: 'open-dialog', action });
        }}
      />
      {watch.foreign && <ForeignChange change={watch.foreign} latest={latest} me={person} />}
      {report && (
        <ProofSection
          key={requestId}
          report={report}
          person={person}
          rest={rest}
          takesFocus={requestId !== earlier}
        />
      )}
      {dialog && mayOpen && (
        <ToggleDialog action={dialog} person={person} state={state} latest={latest} restricted={restricted} />
      )}
    </>
  );
}
