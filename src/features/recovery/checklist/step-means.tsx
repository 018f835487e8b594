import { useId } from 'react';
import { Link } from 'react-router-dom';
import { can } from '../../../auth/capabilities';
import { CommandOf } from '../../../guardian/host/command-of';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import { whyNot } from '../../../guardian/why-not';
import { HostLink } from '../../../guardian/guardian-at';
import { paths } from '../../../lib/paths';
import { Button } from '../../../ui/button';
import { actionFacts, type RecoveryAction } from './recovery-actions';
import type { StepMeans } from './steps';
import type { RecoveryActionsNow } from '../actions/use-recovery-actions';
import type { Person } from '../../../stores/session';

export type StepContext = { person: Person; state: ModeState; actions: RecoveryActionsNow };

/** How a step is done: a button, a link, or a command for the host. */
export function StepMeansView({ means, context }: { means: StepMeans; context: StepContext }) {
  switch (means.by) {
    case 'command':
      return <CommandOf name={means.command} status={lastStatus(context.state)} />;
    case 'action':
      return <ActionButton action={means.action} context={context} />;
    case 'page':
      return means.page === 'safe-mode' ? (
        <ExitLink key={means.page} role={context.person.role} />
      ) : (
        <SwitchLink role={context.person.role} />
      );
  }
}

function ActionButton({ action, context }: { action: RecoveryAction; context: StepContext }) {
  const whyId = useId();
  const why = context.actions.why[action];
  return (
    <div className="mt-1 print:hidden">
      <Button disabledReason={why} describedBy={whyId} onClick={() => context.actions.start(action, 'step')}>
        {actionFacts[action].inStep}
      </Button>
      <p id={whyId} className="mt-1 text-muted">
        {why}
      </p>
    </div>
  );
}

function ExitLink({ role }: { role: string }) {
  const why = whyNot(role, 'canRecover', 'exit Safe Mode');
  return (
    <p className="mt-1">
      <HostLink to={paths.safeMode}>Open the exit checks</HostLink>{' '}
      {why && <span className="text-muted">{why}</span>}
    </p>
  );
}

function SwitchLink({ role }: { role: string }) {
  return (
    <p className="mt-1">
      {can(role, 'canViewKillSwitch') ? (
        <Link to={paths.killSwitch}>Open the switch</Link>
      ) : (
        <span className="text-muted">{whyNot(role, 'canToggleKillSwitch', 'engage it')}</span>
      )}
    </p>
  );
}
