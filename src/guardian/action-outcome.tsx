import { isApiError } from '../api/errors/api-error';
import { explainError } from '../api/errors/explain-error';
import { isMe, type Me } from '../api/audit/toggle-rows';
import { ErrorMessage } from '../ui/error-message';
import { Message, type MessageTone } from '../ui/message';
import { RecordedOperator, RecordedTime } from '../ui/recorded';
import { RetryCountdown } from '../ui/retry-countdown';
import type { Stage } from './action-stage';
import { actionWords, adviceFor, type GuardianAction } from './action-words';
import type { Attempt } from './use-action';
import type { Change } from './use-change';

type Told = { tone: MessageTone; title: string; text?: string };

/** After a refusal, once the status and the events were read and show no effect. */
const NOTHING_CHANGED: Told = {
  tone: 'info',
  title: 'Read back: nothing was changed',
  text: 'You can send it again.',
};

const told: Record<Exclude<Stage, 'overtaken'>, Told | null> = {
  compose: null,
  sending: null,
  'reading-back': { tone: 'info', title: 'Reading status and events to tell what happened…' },
  'took-effect': {
    tone: 'success',
    title: 'Read back: it took effect',
    text: 'What was asked for is done, by this request or by somebody else.',
  },
  'no-effect': {
    tone: 'warning',
    title: 'Read back: no sign of it yet',
    text: 'It may still take effect within seconds; status and events are read again all the time. You can send it again.',
  },
  untold: {
    tone: 'warning',
    title: 'Read back: it cannot be told',
    text: 'The events that were read do not go back to what was there before. Look at the event log and the host before you send it again.',
  },
  unreadable: {
    tone: 'warning',
    title: 'The Guardian cannot be read',
    text: 'It is not known whether the request took effect. Reading goes on by itself.',
  },
};

type ActionOutcomeProps = {
  action: GuardianAction;
  attempt: Attempt;
  stage: Stage;
  /** What overtook the dialog; shown in that stage only. */
  overtakenBy: string | null;
  /** Who did that, and when, as far as it is recorded. */
  change: Change | null;
  me: Me;
};

/** What became of the attempt, and what reads since. */
export function ActionOutcome({ action, attempt, stage, overtakenBy, change, me }: ActionOutcomeProps) {
  const failed = attempt.phase === 'failed' ? attempt : null;
  const error = failed && isApiError(failed.error) ? failed.error : null;
  const message = messageOf(stage, failed?.proof === 'refused');
  const shownChange = stage === 'overtaken' || stage === 'took-effect' ? change : null;
  return (
    <>
      {failed && (
        <ErrorMessage
          words={explainError(failed.error, actionWords[action].doing)}
          note={failed.proof === 'unknown' ? 'The outcome is unknown.' : adviceFor(error?.code ?? null)}
        />
      )}
      {failed?.proof === 'refused' && error?.retryAfterSeconds != null && (
        <RetryCountdown seconds={error.retryAfterSeconds} since={failed.sent.settledAt} />
      )}
      {stage === 'overtaken' && (
        <Message tone="warning" title={overtakenBy ?? 'The state changed while this dialog was open'} alert>
          {shownChange && <ChangeWords change={shownChange} me={me} />}
          <p>
            <span>{failed ? 'Nothing more is sent from here.' : 'Nothing was sent.'}</span> Your reason is
            kept.
          </p>
        </Message>
      )}
      {/* What is no alarm is heard all the same, once. */}
      <div aria-live={message?.tone === 'info' ? 'polite' : undefined}>
        {message && (
          <Message tone={message.tone} title={message.title} alert={message.tone !== 'info'}>
            {message.text && <p>{message.text}</p>}
            {shownChange && <ChangeWords change={shownChange} me={me} />}
          </Message>
        )}
      </div>
    </>
  );
}

function messageOf(stage: Stage, refused: boolean): Told | null {
  if (stage === 'overtaken') return null;
  return stage === 'no-effect' && refused ? NOTHING_CHANGED : told[stage];
}

/** Who did something, and when, as the Guardian recorded it. */
function ChangeWords({ change: { actor, timestamp }, me }: { change: Change; me: Me }) {
  const operator = actor?.trim() ? actor : null;
  return (
    <p>
      By whom and when, as recorded: <RecordedOperator operator={operator} you={isMe(operator, me)} />;{' '}
      <RecordedTime timestamp={timestamp} />.
    </p>
  );
}
