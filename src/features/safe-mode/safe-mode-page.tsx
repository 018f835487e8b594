import { NoGuardian } from '../../guardian/no-guardian';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { AllowedActions } from './allowed-actions';
import { EnterExitSection } from './enter-exit/enter-exit-section';
import { ExitRecord } from './enter-exit/exit-record';
import { useEnterExit } from './enter-exit/use-enter-exit';
import { EventLog } from './events/event-log';
import { HostFacts } from './mode/host-facts';
import { ModeSection } from './mode/mode-section';
import { useContradictions } from './mode/use-contradictions';
import { StatusPanels } from './status-panels';

export default function SafeModePage({ person }: { person: Person }) {
  const { state } = useGuardian();
  const enterExit = useEnterExit();
  const found = useContradictions(state);
  const { dialog, done, acknowledged } = enterExit;
  // An action that was begun or done here stays visible, whatever is known about the Guardian later.
  const begun = dialog !== null || done !== null || acknowledged !== null;
  if (state.kind === 'absent' && !begun)
    return (
      <>
        <h1 className="text-title font-semibold">Safe Mode</h1>
        <NoGuardian error={state.error} />
      </>
    );
  return (
    <>
      <h1 className="text-title font-semibold">Safe Mode</h1>
      <ModeSection state={state} person={person} found={found} />
      <EnterExitSection state={state} person={person} enterExit={enterExit} />
      <HostFacts state={state} />
      <EventLog tenantId={person.tenantId} />
      {!done?.exit && <ExitRecord own={null} state={state} person={person} />}
      <AllowedActions />
      <StatusPanels state={state} contradicted={found.length > 0} />
    </>
  );
}
