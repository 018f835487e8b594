import { useId } from 'react';
import { useOpen } from '../../../guardian/fold';
import type { ModeState } from '../../../guardian/mode';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { ActionResult } from '../actions/action-result';
import { readFact, type FactWanted } from './step-facts';
import { StepMeansView, type StepContext } from './step-means';
import type { Step } from './steps';

type ChecklistStepProps = {
  step: Step;
  ticked: boolean;
  /** The Guardian has confirmed it. */
  confirmed: boolean;
  /** The first step that is not done. */
  current: boolean;
  onTick: (on: boolean) => void;
  context: StepContext;
};

/** One step: what to do, how, what the Guardian says about it, and what came of it. The current one is open. */
export function ChecklistStep({ step, ticked, confirmed, current, onTick, context }: ChecklistStepProps) {
  const id = useId();
  const { open, choose, onToggle } = useOpen(current);
  const { means, fact } = step;
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className={`flex gap-3 border-l-4 pl-3 ${current ? 'border-solid' : 'border-hairline'}`}
    >
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        onChange={({ target: { checked } }) => {
          onTick(checked);
          // What a person has done and ticked needs no room any more. What ticks itself stays open, with its result.
          choose(checked ? false : null);
        }}
        className="size-5 shrink-0 pointer-coarse:size-6"
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className={ticked ? 'text-muted' : current ? 'font-medium' : ''}>
          {step.text}
        </label>
        {ticked && confirmed && <p className="text-meta text-clear">Confirmed by the Guardian.</p>}
        <details
          open={open}
          onToggle={onToggle}
          className="print:details-content:[content-visibility:visible]"
        >
          <summary className="cursor-pointer py-1 text-meta text-muted pointer-coarse:min-h-11">How</summary>
          <StepMeansView means={means} context={context} />
          {fact && <FactLine wanted={fact} state={context.state} />}
        </details>
        {means.by === 'action' && context.actions.startedIn(means.action) === 'step' && (
          <ActionResult action={means.action} actions={context.actions} />
        )}
      </div>
    </li>
  );
}

function FactLine({ wanted, state }: { wanted: FactWanted; state: ModeState }) {
  const { known, how, text, age } = readFact(wanted, state);
  return (
    <p className="mt-1 flex gap-2 text-meta text-muted">
      {!known && <StateIcon state="unknown" className="mt-1 size-4 shrink-0" />}
      <span>
        <span>{how}</span> <UserText text={text} />
        <span className="block">{age}</span>
      </span>
    </p>
  );
}
