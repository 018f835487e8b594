import { useState } from 'react';
import { can } from '../../../auth/capabilities';
import type { ToggleAction } from '../../../api/kill-switch';
import type { Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { useToggles } from '../../../switch/toggle-context';
import { sentOf } from '../../../switch/toggles';
import { ProofSection } from '../proof/proof-section';
import { ForeignChange } from '../state/foreign-change';
import type { Rest } from '../use-rest';
import { ToggleButtons } from './toggle-buttons';
import { whyDisabled } from './why-disabled';

type ToggleSectionProps = {
  person: Person;
  state: SwitchState;
  latest: LatestToggle | null;
  rest: Rest;
  /** The host is in Safe Mode: only an engage can be sent. */
  restricted: boolean;
  onOpen: (action: ToggleAction) => void;
};

/** The two buttons, and the results of using them here or elsewhere. */
export function ToggleSection({ person, state, latest, rest, restricted, onOpen }: ToggleSectionProps) {
  const { report, watch } = useToggles().toggles;
  const requestId = report && sentOf(report).requestId;
  const [earlier] = useState(requestId);
  return (
    <>
      <ToggleButtons
        shown={state.kind}
        why={whyDisabled(state, can(person.role, 'canToggleKillSwitch'), restricted)}
        onOpen={onOpen}
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
    </>
  );
}
