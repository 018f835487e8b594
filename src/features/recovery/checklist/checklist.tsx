import { useState } from 'react';
import { useTakeIn } from '../../../lib/take-in';
import { Button } from '../../../ui/button';
import { ChecklistStep } from './checklist-step';
import type { StepContext } from './step-means';
import { newlyConfirmed } from './confirmed-steps';
import { setList, setTicks, tickConfirmed, useNotes, type ListNotes } from './notes';
import { scenarios, type ScenarioCode } from './scenarios';
import { useDoneActions } from './use-done-actions';

const NONE: readonly string[] = [];

type ChecklistProps = { owner: string; code: ScenarioCode; context: StepContext };

/**
 * The ordered steps of one scenario. A step ticks itself once the Guardian confirms it; where the Guardian cannot know, the
 * operator ticks it. Ticks survive a reload of the tab.
 */
export function Checklist({ owner, code, context }: ChecklistProps) {
  const { name, method, steps } = scenarios[code];
  const notes = useNotes(owner);
  const kept: ListNotes = { ticks: notes.ticks[code] ?? NONE, confirmed: notes.confirmed[code] ?? NONE };
  const done = useDoneActions(context.actions);
  const found = newlyConfirmed(steps, kept, { state: context.state, done });
  useTakeIn(NONE, found.length > 0 ? found : NONE, (ids) => tickConfirmed(owner, code, ids));
  // Ticks of steps that this version of the console does not have are ignored.
  const ticked = steps.filter(({ id }) => kept.ticks.includes(id) || found.includes(id)).map(({ id }) => id);
  const current = steps.find(({ id }) => !ticked.includes(id))?.id;
  const [cleared, setCleared] = useState<ListNotes | null>(null);

  function tick(id: string, on: boolean) {
    setCleared(null);
    setTicks(owner, code, on ? [...ticked, id] : ticked.filter((other) => other !== id));
  }
  function startOver() {
    setCleared({ ticks: ticked, confirmed: kept.confirmed });
    setList(owner, code, { ticks: NONE, confirmed: NONE });
  }
  function undo() {
    if (cleared) setList(owner, code, cleared);
    setCleared(null);
  }

  return (
    <section aria-label={`Steps: ${name}`} className="mt-5 border-t border-hairline pt-4">
      <p className="font-medium">{method}</p>
      <ol className="mt-3 space-y-3">
        {steps.map((step) => (
          <ChecklistStep
            key={step.id}
            step={step}
            ticked={ticked.includes(step.id)}
            confirmed={kept.confirmed.includes(step.id) || found.includes(step.id)}
            current={step.id === current}
            onTick={(on) => tick(step.id, on)}
            context={context}
          />
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
        <p>
          <span>{ticked.length}</span> of <span>{steps.length}</span> steps done.
        </p>
        {cleared !== null ? (
          <Button onClick={undo}>Undo start over</Button>
        ) : (
          <Button onClick={startOver} disabledReason={ticked.length === 0 ? 'Nothing is ticked.' : null}>
            Start over
          </Button>
        )}
        <span aria-live="polite">
          {cleared !== null && 'Cleared. What the Guardian confirms now is ticked again.'}
        </span>
      </div>
    </section>
  );
}
