import { exitSafeMode } from '../../../api/guardian/guardian-actions';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import type { Known } from '../../../api/http/reading';
import type { ExitChecks } from '../../../api/guardian/recovery-schemas';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { GuardianDialog } from '../../../guardian/guardian-dialog';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import type { Done } from '../../../guardian/use-send-to-guardian';
import { revealHidden } from '../../../lib/text';
import type { Person } from '../../../stores/session';
import { allPassed } from './blockers';
import { ExitSteps } from './exit-steps';
import { ledTo } from './mode-finding';
import { useExitChecks } from './use-exit-checks';
import { useOvertaking } from './use-overtaking';

type ExitDialogProps = {
  person: Person;
  state: ModeState;
  onDone: (done: Done<ApprovalRecord>) => void;
  onClose: () => void;
};

/** The governed transition out of Safe Mode: three checks, one person's approval, a signed record (INV-OPER-6). */
export function ExitDialog({ person, state, onDone, onClose }: ExitDialogProps) {
  const checks = useExitChecks();
  const overtaking = useOvertaking('exit', state);
  const at = useGuardianAt();
  const host = lastStatus(state)?.host ?? '';
  const blocked = whyNotNow(state, checks, host);
  return (
    <GuardianDialog
      action="exit"
      person={person}
      host={host}
      perform={(reason) => exitSafeMode(at, reason)}
      correlationIdOf={(record) => record.correlation_id}
      typed={{ label: 'Host name', hint: `Type the host’s name exactly: ${revealHidden(host)}`, value: host }}
      blocked={blocked}
      {...overtaking}
      ledTo={ledTo('exit')}
      onDone={onDone}
      onClose={onClose}
    >
      {(action) => <ExitSteps checks={checks} ready={blocked === null} action={action} person={person} />}
    </GuardianDialog>
  );
}

/** Why nothing can be sent now; null when it can. */
function whyNotNow(state: ModeState, checks: Known<ExitChecks>, host: string): string | null {
  if (state.kind !== 'confirmed') return 'Exit needs a confirmed mode.';
  if (host.trim() === '')
    return 'The Guardian does not name its host, so nobody can confirm which one it is.';
  switch (checks.kind) {
    case 'checking':
      return 'Guardian’s three checks are under way.';
    case 'unknown':
      return 'Guardian’s three checks are unknown: exiting needs all three confirmed now.';
    case 'confirmed':
      return allPassed(checks.answer.data) ? null : 'Not all of Guardian’s three checks have passed.';
  }
}
