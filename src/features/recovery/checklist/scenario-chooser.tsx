import type { ModeState } from '../../../guardian/mode';
import { chooseScenario, useNotes } from './notes';
import { Checklist } from './checklist';
import type { StepContext } from './checklist-step';
import { scenarioCodes, scenarioNamed, scenarios } from './scenarios';

type ScenarioChooserProps = Omit<StepContext, 'state'> & {
  /** The person who owns the notes. */
  owner: string;
  state: ModeState;
};

/** The seven failures of F7 §5, and the steps to recover from the chosen one. Choosing one changes nothing on the host. */
export function ScenarioChooser({ owner, ...context }: ScenarioChooserProps) {
  const notes = useNotes(owner);
  const chosen = scenarioNamed(notes.scenario);
  return (
    <fieldset className="card mt-5 min-w-0">
      <legend className="float-left text-heading font-semibold">What happened?</legend>
      <p className="clear-both text-muted">
        Choose what fits best, and go through its steps. Choosing and ticking change nothing on the host.
      </p>
      <div className="mt-2 grid gap-x-6 sm:grid-cols-2">
        {scenarioCodes.map((code) => (
          <label key={code} className="flex min-h-9 items-center gap-3 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="scenario"
              value={code}
              checked={code === chosen}
              onChange={() => chooseScenario(owner, code)}
              className="size-4 shrink-0"
            />
            <span>{scenarios[code].name}</span>
          </label>
        ))}
      </div>
      {chosen && <Checklist key={chosen} owner={owner} code={chosen} context={context} />}
    </fieldset>
  );
}
