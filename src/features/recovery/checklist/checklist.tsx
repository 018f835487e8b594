import { useState } from 'react';
import { setTicks, useNotes } from './notes';
import { Button } from '../../../ui/button';
import { ChecklistStep, type StepContext } from './checklist-step';
import { scenarios, type ScenarioCode } from './scenarios';

const NO_TICKS: readonly string[] = [];

type ChecklistProps = { owner: string; code: ScenarioCode; context: StepContext };

/** The ordered steps of one scenario. Ticks are the operator's own notes and survive a reload of the tab. */
export function Checklist({ owner, code, context }: ChecklistProps) {
  const { name, method, steps } = scenarios[code];
  const kept = useNotes(owner).ticks[code] ?? NO_TICKS;
  // Ticks of steps that this version of the console does not have are ignored.
  const ticked = steps.filter(({ id }) => kept.includes(id)).map(({ id }) => id);
  const [cleared, setCleared] = useState<readonly string[]>([]);

  function tick(id: string, on: boolean) {
    setCleared([]);
    setTicks(owner, code, on ? [...ticked, id] : ticked.filter((other) => other !== id));
  }
  function startOver() {
    setCleared(ticked);
    setTicks(owner, code, []);
  }
  function undo() {
    setTicks(owner, code, cleared);
    setCleared([]);
  }

  return (
    <section aria-label={`Steps: ${name}`} className="mt-4 border-t border-hairline pt-4">
      <p className="font-medium">{method}</p>
      <ol className="mt-2 space-y-4">
        {steps.map((step) => (
          <ChecklistStep
            key={step.id}
            step={step}
            ticked={ticked.includes(step.id)}
            onTick={(on) => tick(step.id, on)}
            context={context}
          />
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
        <p>
          <span>{ticked.length}</span> of <span>{steps.length}</span> steps ticked.
        </p>
        {cleared.length > 0 ? (
          <Button onClick={undo}>Undo start over</Button>
        ) : (
          <Button onClick={startOver} disabledReason={ticked.length === 0 ? 'Nothing is ticked.' : null}>
            Start over
          </Button>
        )}
        <span aria-live="polite">{cleared.length > 0 && 'All ticks of this list were cleared.'}</span>
      </div>
    </section>
  );
}
