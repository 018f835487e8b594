import { NoGuardian } from '../../guardian/no-guardian';
import { useGuardian } from '../../guardian/use-guardian';
import type { Person } from '../../stores/session';
import { EnterExitSection } from './enter-exit/enter-exit-section';
import { useEnterExit } from './enter-exit/use-enter-exit';
import { EventLog } from './events/event-log';
import { ModeSection } from './mode/mode-section';
import { StatusPanels } from './status-panels';
import { WithoutThisPage } from './without-this-page';

export default function SafeModePage({ person }: { person: Person }) {
  const { state } = useGuardian();
  const enterExit = useEnterExit();
  // An action that was begun or done here stays visible, whatever is known about the Guardian later.
  const begun = enterExit.dialog !== null || enterExit.done !== null;
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
      <ModeSection state={state} person={person} />
      <EnterExitSection state={state} person={person} enterExit={enterExit} />
      <StatusPanels state={state} />
      <EventLog tenantId={person.tenantId} />
      <WithoutThisPage state={state} />
    </>
  );
}
