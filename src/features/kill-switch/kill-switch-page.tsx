import type { Person } from '../../stores/session';
import { latestToggle } from '../../switch/latest-toggle';
import { useToggles } from '../../switch/toggle-context';
import { useSwitchState, useToggleHistory } from '../../switch/use-kill-switch';
import { HistoryPanel } from './history-panel';
import { Outage } from './outage';
import { StatusBadge } from './state/status-badge';
import { ToggleSection } from './toggle/toggle-section';

export default function KillSwitchPage({ person }: { person: Person }) {
  const { state } = useSwitchState();
  const history = useToggleHistory();
  const { lastError, watch } = useToggles().toggles;
  const latest = latestToggle(state, history, watch);
  return (
    <>
      <h1 className="text-title font-semibold">Kill Switch</h1>
      <StatusBadge state={state} latest={latest} me={person} />
      <ToggleSection person={person} state={state} latest={latest} />
      <Outage tenantId={person.tenantId} state={state} lastError={lastError} />
      <HistoryPanel history={history} me={person} engaged={state.kind === 'engaged'} />
    </>
  );
}
