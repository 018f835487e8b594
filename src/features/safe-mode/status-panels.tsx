import type { Verdict } from '../../guardian/fold';
import { lastAnswer, type ModeState } from '../../guardian/mode';
import { EntryConditions } from './host-checks/entry-conditions';
import { IndependentChecks } from './host-checks/independent-checks';
import { KillMechanisms } from './host-checks/kill-mechanisms';
import { Capabilities } from './mode/capabilities';
import { HostState } from './mode/host-state';
import { RemoteManagement } from './mode/remote-management';
import { asLastRead } from './verdicts';

/** Everything else that the Guardian says about its host, and how to act and check there. Folded while all is well. */
export function StatusPanels({ state, contradicted }: { state: ModeState; contradicted: boolean }) {
  const answer = lastAnswer(state);
  const judged = state.kind === 'confirmed' ? (verdict: Verdict) => verdict : asLastRead;
  const shared = answer && { status: answer.data, serverTime: answer.serverTime, judged };
  return (
    <div className="card mt-5">
      {shared && (
        <>
          <EntryConditions {...shared} />
          <KillMechanisms {...shared} />
          <Capabilities {...shared} />
          <HostState {...shared} />
          <RemoteManagement status={answer.data} judged={judged} />
        </>
      )}
      <IndependentChecks status={answer?.data ?? null} contradicted={contradicted} />
    </div>
  );
}
