import { useId } from 'react';
import { Link } from 'react-router-dom';
import { can } from '../../../auth/capabilities';
import type { ModeState } from '../../../guardian/mode';
import { paths } from '../../../lib/paths';
import type { Person } from '../../../stores/session';
import { Button } from '../../../ui/button';
import { CommandBlock } from '../../../ui/command-block';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { actionFacts, whyNot, type RecoveryAction } from './recovery-actions';
import type { Step, StepMeans } from './scenarios';
import { readFact, type FactWanted } from './step-facts';

export type StepContext = {
  person: Person;
  state: ModeState;
  /** Why each action cannot be started now; null when it can. */
  why: Record<RecoveryAction, string | null>;
  onAct: (action: RecoveryAction) => void;
};

type ChecklistStepProps = {
  step: Step;
  ticked: boolean;
  onTick: (on: boolean) => void;
  context: StepContext;
};

/** One step: what to do, how to do it, and what the Guardian says about it. Only the operator ticks it. */
export function ChecklistStep({ step, ticked, onTick, context }: ChecklistStepProps) {
  const id = useId();
  return (
    <li className="flex gap-3">
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        onChange={(event) => onTick(event.target.checked)}
        className="size-5 shrink-0 pointer-coarse:size-6"
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className={ticked ? 'text-muted' : ''}>
          {step.text}
        </label>
        <Means means={step.means} context={context} />
        {step.fact && <FactLine wanted={step.fact} state={context.state} />}
      </div>
    </li>
  );
}

function Means({ means, context }: { means: StepMeans; context: StepContext }) {
  const whyId = useId();
  switch (means.by) {
    case 'command':
      return <CommandBlock text={means.command} copyLabel={means.copy} />;
    case 'action': {
      const why = context.why[means.action];
      return (
        <div className="mt-2 print:hidden">
          <Button disabledReason={why} describedBy={whyId} onClick={() => context.onAct(means.action)}>
            {actionFacts[means.action].inStep}
          </Button>
          <p id={whyId} className="mt-1 text-muted">
            {why}
          </p>
        </div>
      );
    }
    case 'page':
      return <PageLink page={means.page} role={context.person.role} />;
  }
}

function PageLink({ page, role }: { page: 'safe-mode' | 'kill-switch'; role: string }) {
  if (page === 'safe-mode') {
    const why = whyNot(role, 'canRecover', 'exit Safe Mode');
    return (
      <p key={page} className="mt-2">
        <Link to={paths.safeMode}>Open the exit checks</Link>{' '}
        {why && <span className="text-muted">{why}</span>}
      </p>
    );
  }
  return (
    <p className="mt-2">
      {can(role, 'canViewKillSwitch') ? (
        <Link to={paths.killSwitch}>Open the switch</Link>
      ) : (
        <span className="text-muted">{whyNot(role, 'canToggleKillSwitch', 'engage it')}</span>
      )}
    </p>
  );
}

function FactLine({ wanted, state }: { wanted: FactWanted; state: ModeState }) {
  const { known, how, text } = readFact(wanted, state);
  return (
    <p className="mt-1 flex gap-2 text-meta text-muted">
      {!known && <StateIcon state="unknown" className="mt-0.5 size-4 shrink-0" />}
      <span>
        <span>{how}</span> <UserText text={text} />
      </span>
    </p>
  );
}
