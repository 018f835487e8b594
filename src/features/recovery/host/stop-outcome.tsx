import { ActionOutcome, type Told } from '../../../action/action-outcome';
import type { Outcome } from '../../../action/outcome';
import { explainError } from '../../../api/errors/explain-error';
import type { Proof } from '../../../api/http/outcome';
import { Button } from '../../../ui/button';
import type { ErrorWords } from '../../../ui/error-message';
import { StopError, type HostControl } from './use-host';

const notes: Record<Proof, string> = {
  'not-sent': 'Nothing was sent.',
  refused: 'Refused. We check the host again.',
  unknown: 'The outcome is unknown. We check the host again.',
};

/** The outcome of a request to stop the frontend, and what the host's status has shown since (law 4). */
export function StopOutcome({ host }: { host: HostControl }) {
  const { isFetching } = host.status;
  const unreadable: Told = {
    tone: 'warning',
    title: 'The host cannot be read',
    children: (
      <>
        <p>It is not known whether the frontend stopped.</p>
        <div className="mt-2">
          <Button onClick={host.read} disabledReason={isFetching ? 'Reading…' : null}>
            {isFetching ? 'Reading…' : 'Read again'}
          </Button>
        </div>
      </>
    ),
  };
  const told: Record<Exclude<Outcome, 'none'>, Told> = {
    reading: { tone: 'info', title: 'Checking what happened…' },
    'took-effect': { tone: 'success', title: 'Confirmed: the frontend is not running' },
    'nothing-changed': {
      tone: 'info',
      title: 'Nothing changed: the frontend is still running',
      children: <p>You can ask again.</p>,
    },
    'no-effect': {
      tone: 'warning',
      title: 'The frontend is still running',
      children: <p>It may still stop within seconds. You can ask again.</p>,
    },
    unreadable,
    // The status always shows the effect, and no other operator matters, so these two cases do not occur.
    untold: unreadable,
    superseded: { tone: 'info', title: 'Confirmed: the frontend is not running' },
  };
  return (
    <ActionOutcome
      state={host.action}
      explain={({ error, proof }) => ({ words: wordsOf(error), note: notes[proof] })}
      told={told}
    />
  );
}

function wordsOf(error: unknown): ErrorWords {
  return error instanceof StopError ? error.words : explainError(error, 'host');
}
