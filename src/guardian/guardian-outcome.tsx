import { ActionOutcome, SupersededWords, type Told } from '../action/action-outcome';
import type { Superseding } from '../action/action-state';
import type { Outcome } from '../action/outcome';
import { isMe, type Me } from '../api/audit/toggle-rows';
import { isApiError } from '../api/errors/api-error';
import { explainError } from '../api/errors/explain-error';
import { RecordedOperator, RecordedTime } from '../ui/recorded';
import { actionWords, adviceFor, type GuardianAction } from './action-words';
import type { Change } from './use-change';
import type { GuardianActionState } from './use-send-to-guardian';

type GuardianOutcomeProps = {
  action: GuardianAction;
  state: GuardianActionState;
  /** Who changed the state, and when, as far as it is recorded. */
  change: Change | null;
  me: Me;
};

/** The outcome of an action of the Guardian, and what has been read since. */
export function GuardianOutcome({ action, state, change, me }: GuardianOutcomeProps) {
  const who = change && <ChangeWords change={change} me={me} />;
  const told: Record<Exclude<Outcome, 'none'>, Told> = {
    reading: { tone: 'info', title: 'Checking what happened…' },
    'took-effect': {
      tone: 'success',
      title: 'Confirmed: it took effect',
      children: (
        <>
          <p>It is done, by this request or by someone else.</p>
          {who}
        </>
      ),
    },
    'no-effect': {
      tone: 'warning',
      title: 'Not done so far',
      children: <p>We keep checking. You can send it again.</p>,
    },
    'nothing-changed': {
      tone: 'info',
      title: 'Confirmed: nothing changed',
      children: <p>You can send it again.</p>,
    },
    untold: {
      tone: 'warning',
      title: 'Not known whether it took effect',
      children: (
        <p>
          The event log was not read far enough back. Look at it, and at the host, before you send it again.
        </p>
      ),
    },
    unreadable: {
      tone: 'warning',
      title: 'The Guardian cannot be read',
      children: <p>It is not known whether it took effect. We keep checking.</p>,
    },
    superseded: {
      tone: 'warning',
      title: state.stage === 'superseded' ? titleOf(state.by) : '',
      children: (
        <>
          {who}
          {state.stage === 'superseded' &&
            state.by.kind === 'other-target' &&
            state.failure?.proof === 'unknown' && <p>The outcome is unknown.</p>}
          <SupersededWords state={state} />
        </>
      ),
    },
  };
  return (
    <ActionOutcome
      state={state}
      explain={({ error, proof }) => ({
        words: explainError(error, actionWords[action].doing),
        note:
          proof === 'unknown'
            ? 'The outcome is unknown.'
            : adviceFor(isApiError(error) ? (error.code ?? null) : null),
      })}
      told={told}
    />
  );
}

function titleOf(by: Superseding): string {
  switch (by.kind) {
    case 'other-target':
      return 'Another host answers now';
    case 'other-state':
      return by.words ?? 'The state changed while this dialog was open';
  }
}

/** Who did it and when, as the Guardian recorded it. */
function ChangeWords({ change: { actor, timestamp }, me }: { change: Change; me: Me }) {
  const operator = actor?.trim() ? actor : null;
  return (
    <p>
      Recorded: <RecordedOperator operator={operator} you={isMe(operator, me)} />;{' '}
      <RecordedTime timestamp={timestamp} />.
    </p>
  );
}
