import { HostPage } from '../../guardian/host-page';
import type { ModeState } from '../../guardian/mode';
import { NoGuardian } from '../../guardian/no-guardian';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { useSwitchState } from '../../switch/use-kill-switch';
import { AllowedActions } from './allowed-actions';
import { EnterExitSection } from './enter-exit/enter-exit-section';
import { ExitRecord } from './enter-exit/exit-record';
import { useEnterExit, type EnterExit } from './enter-exit/use-enter-exit';
import { EventLog } from './events/event-log';
import { HostFacts } from './mode/host-facts';
import { ModeSection } from './mode/mode-section';
import { useContradictions } from './mode/use-contradictions';
import { StatusPanels } from './status-panels';

export default function SafeModePage({ person }: { person: Person }) {
  const { state } = useSwitchState();
  return (
    <HostPage title="Safe Mode" quiet={state.kind === 'engaged'}>
      <SafeMode person={person} />
    </HostPage>
  );
}

function SafeMode({ person }: { person: Person }) {
  const { state } = useGuardian();
  const enterExit = useEnterExit();
  const { dialog, done, acknowledged } = enterExit;
  // An action that was begun or done here stays visible, whatever is known about the Guardian later.
  const begun = dialog !== null || done !== null || acknowledged !== null;
  return state.kind === 'absent' && !begun ? (
    <NoGuardian error={state.error} />
  ) : (
    <Guarded person={person} state={state} enterExit={enterExit} />
  );
}

type GuardedProps = { person: Person; state: ModeState; enterExit: EnterExit };

/** The page of a host that has a Guardian. Only here its events are asked for. */
function Guarded({ person, state, enterExit }: GuardedProps) {
  const found = useContradictions(state);
  return (
    <>
      <ModeSection state={state} person={person} found={found} />
      <EnterExitSection state={state} person={person} enterExit={enterExit} />
      <HostFacts state={state} />
      <EventLog />
      {!enterExit.done?.exit && <ExitRecord own={null} state={state} person={person} />}
      <AllowedActions />
      <StatusPanels state={state} contradicted={found.length > 0} />
    </>
  );
}
