import { lastAnswer, type ModeState } from '../../guardian/mode';
import { Message } from '../../ui/message';
import { EntryConditions } from './host-checks/entry-conditions';
import { KillMechanisms } from './host-checks/kill-mechanisms';
import { Capabilities } from './mode/capabilities';
import { HostState } from './mode/host-state';

/** Everything that the Guardian says about its host, from the newest reading. */
export function StatusPanels({ state }: { state: ModeState }) {
  const answer = lastAnswer(state);
  if (!answer) return null;
  const { data: status, serverTime } = answer;
  return (
    <>
      {state.kind === 'unknown' && (
        <Message tone="warning" title="What follows is what was last read. It may not be so any more." />
      )}
      <EntryConditions conditions={status.entry_conditions} />
      <KillMechanisms reported={status.kill_mechanisms} serverTime={serverTime} />
      <Capabilities status={status} />
      <HostState status={status} />
    </>
  );
}
