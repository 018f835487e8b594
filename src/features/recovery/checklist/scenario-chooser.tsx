import { useId } from 'react';
import { Checklist } from './checklist';
import type { StepContext } from './step-means';
import { chooseScenario, useNotes } from './notes';
import { scenarioCodes, scenarioNamed, scenarios, type ScenarioCode } from './scenarios';

/** `owner`: the person who owns the notes. */
type ScenarioChooserProps = StepContext & { owner: string };

/** The seven failures of F7 §5, and the steps to recover from the chosen one. Choosing one changes nothing on the host. */
export function ScenarioChooser({ owner, ...context }: ScenarioChooserProps) {
  const notes = useNotes(owner);
  const chosen = scenarioNamed(notes.scenario);
  return (
    <fieldset className="card mt-5 min-w-0">
      <legend className="float-left text-heading font-semibold">What happened?</legend>
      <p className="clear-both text-muted">
        Pick the closest match. Ticking a step changes nothing on the host.
      </p>
      <div className="mt-3 grid gap-3 md:grid-cols-2 lg:grid-cols-4">
        {scenarioCodes.map((code) => (
          <ScenarioCard
            key={code}
            code={code}
            chosen={code === chosen}
            onChoose={() => chooseScenario(owner, code)}
          />
        ))}
      </div>
      {chosen && <Checklist key={chosen} owner={owner} code={chosen} context={context} />}
    </fieldset>
  );
}

type ScenarioCardProps = { code: ScenarioCode; chosen: boolean; onChoose: () => void };

function ScenarioCard({ code, chosen, onChoose }: ScenarioCardProps) {
  const id = useId();
  return (
    <label
      className={`flex cursor-pointer gap-3 rounded-card border p-3 ${chosen ? 'border-solid bg-sunken' : 'border-hairline'}`}
    >
      <input
        type="radio"
        name="scenario"
        value={code}
        checked={chosen}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-method`}
        onChange={onChoose}
        className="mt-1 size-4 shrink-0"
      />
      <span className="min-w-0">
        <span id={`${id}-name`} className="block font-medium">
          {scenarios[code].name}
        </span>
        <span id={`${id}-method`} className="block text-meta text-muted">
          {scenarios[code].card}
        </span>
      </span>
    </label>
  );
}
