import { Button } from '../../../ui/button';
import { UserText } from '../../../ui/user-text';
import { clip } from '../../../lib/text';
import { describeIncident } from '../answer/incident-words';
import type { Placed } from './timeline';

const MOST_TOLD = 600;

type StepperProps = {
  placed: readonly Placed[];
  current: Placed;
  /** Whether somebody chose it: then its words are read out. */
  chosen: boolean;
  onStep: (incident: Placed) => void;
};

/** Steps from incident to incident, and tells in words which one it is. */
export function Stepper({ placed, current, chosen, onStep }: StepperProps) {
  const at = placed.indexOf(current);
  const step = (by: number) => {
    const next = placed[at + by];
    if (next) onStep(next);
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3 print:hidden">
      <div className="flex items-center gap-2">
        <Button
          disabledReason={at === 0 ? 'This is the first incident in this time.' : null}
          onClick={() => step(-1)}
        >
          <span aria-hidden="true">‹</span>
          <span className="sr-only">Previous incident</span>
        </Button>
        <Button
          disabledReason={at === placed.length - 1 ? 'This is the last incident in this time.' : null}
          onClick={() => step(1)}
        >
          <span aria-hidden="true">›</span>
          <span className="sr-only">Next incident</span>
        </Button>
      </div>
      <p
        className="min-h-12 min-w-40 flex-1 wrap-anywhere max-sm:min-h-24"
        aria-live={chosen ? 'polite' : 'off'}
        aria-atomic="true"
      >
        <span className="font-medium">{`Incident ${count(at + 1)} of ${count(placed.length)}. `}</span>
        <UserText text={clip(describeIncident(current.incident), MOST_TOLD)} />
      </p>
    </div>
  );
}

const count = (n: number) => n.toLocaleString('en');
