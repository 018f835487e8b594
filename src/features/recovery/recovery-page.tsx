import { useState } from 'react';
import { guardianIsConfigured } from '../../api/http/deployment';
import { HostPage } from '../../guardian/host-page';
import { lastStatus } from '../../guardian/mode';
import { NoGuardian } from '../../guardian/no-guardian';
import { useGuardian } from '../../guardian/use-guardian';
import { useTakeIn } from '../../lib/take-in';
import type { Person } from '../../stores/session';
import { useSwitchState } from '../../switch/use-kill-switch';
import { Button } from '../../ui/button';
import { GuardianRecovery } from './guardian-recovery';
import { HostOperations } from './host/host-operations';

export default function RecoveryPage({ person }: { person: Person }) {
  const { state } = useSwitchState();
  return (
    <HostPage title="Recovery" quiet={state.kind === 'engaged'}>
      <Recovery person={person} />
    </HostPage>
  );
}

function Recovery({ person }: { person: Person }) {
  const { state } = useGuardian();
  const [wanted, setWanted] = useState(false);
  // A person who knows that there is a Guardian may look for it here. An action that has begun stays visible.
  const shown = useTakeIn(
    wanted,
    wanted || (state.kind !== 'checking' && state.kind !== 'absent'),
    setWanted,
  );
  const absent = state.kind === 'absent' && guardianIsConfigured();
  return (
    <>
      {absent && <NoGuardian error={state.error} />}
      {absent && !shown && (
        <div className="mt-2 print:hidden">
          <Button onClick={() => setWanted(true)}>Show the recovery steps anyway</Button>
        </div>
      )}
      {(shown || state.kind === 'checking') && <GuardianRecovery person={person} state={state} />}
      <HostOperations person={person} status={lastStatus(state)} />
    </>
  );
}
