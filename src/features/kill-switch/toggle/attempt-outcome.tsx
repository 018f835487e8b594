import { isApiError } from '../../../api/errors/api-error';
import { explainError } from '../../../api/errors/explain-error';
import { proofOf } from '../../../api/http/outcome';
import type { ToggleAction } from '../../../api/kill-switch';
import type { Me } from '../../../api/audit/toggle-rows';
import { ErrorMessage } from '../../../ui/error-message';
import { Message, type MessageTone } from '../../../ui/message';
import { RetryCountdown } from '../../../ui/retry-countdown';
import type { Attempt, Stage } from '../../../switch/dialog-stage';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { LatestToggleWords } from '../../../switch/latest-toggle-words';

type AttemptOutcomeProps = {
  action: ToggleAction;
  attempt: Attempt;
  stage: Stage;
  latest: LatestToggle | null;
  me: Me;
};

const done: Record<ToggleAction, string> = { engage: 'Engaged', disengage: 'Disengaged' };
const undone: Record<ToggleAction, string> = { engage: 'Disengaged', disengage: 'Engaged' };

const changed: Record<ToggleAction, string> = {
  engage: 'The kill switch is engaged already',
  disengage: 'The state changed while this dialog was open',
};

/** What became of the attempt, and what the state reads since. */
export function AttemptOutcome({ action, attempt, stage, latest, me }: AttemptOutcomeProps) {
  const failed = attempt.phase === 'refused' || attempt.phase === 'unclear' ? attempt : null;
  return (
    <>
      {failed && (
        <ErrorMessage
          words={explainError(failed.error, action)}
          note={failed.phase === 'unclear' ? 'The outcome is unknown.' : null}
        />
      )}
      {failed?.phase === 'refused' && isApiError(failed.error) && failed.error.retryAfterSeconds !== null && (
        <RetryCountdown seconds={failed.error.retryAfterSeconds} since={failed.toggle.settledAt} />
      )}
      <StageMessage
        action={action}
        stage={stage}
        latest={latest}
        me={me}
        sent={failed !== null && proofOf(failed.error) !== 'not-sent'}
        refused={failed?.phase === 'refused'}
      />
    </>
  );
}

type StageMessageProps = Omit<AttemptOutcomeProps, 'attempt'> & { sent: boolean; refused: boolean };

function StageMessage({ action, stage, latest, me, sent, refused }: StageMessageProps) {
  const say = (tone: MessageTone, title: string, text: string) => (
    <Message key={stage} tone={tone} title={title} alert>
      <p>{text}</p>
    </Message>
  );
  switch (stage) {
    case 'compose':
    case 'sending':
      return null;
    case 'reading-back':
      return <Message key={stage} tone="info" title="Reading the state to tell what happened…" />;
    case 'unreadable':
      return say(
        'warning',
        'The state cannot be read',
        'It is not known whether the request took effect. Reading goes on by itself.',
      );
    case 'took-effect':
      return (
        <Message key={stage} tone="success" title={`Read back: the state is ${done[action]}`} alert>
          <p>
            {refused
              ? 'The request took effect although it was refused, or somebody else did the same.'
              : 'The request took effect, or somebody else did the same.'}
          </p>
          <LatestToggleWords latest={latest} me={me} />
        </Message>
      );
    case 'no-effect':
      return say(
        'warning',
        `Read back: the state is ${undone[action]}`,
        'The request has not taken effect. It may still do so within seconds; the state is read again all the time. You can send it again.',
      );
    case 'unchanged':
      return say(
        'info',
        `Read back: nothing was changed, the state is ${undone[action]}`,
        'You can send it again, or close.',
      );
    case 'overtaken':
      return (
        <Message key={stage} tone="warning" title={changed[action]} alert>
          <LatestToggleWords latest={latest} me={me} />
          <p>
            <span>{sent ? 'Nothing more is sent from here.' : 'Nothing was sent.'}</span> Your reason is kept.
          </p>
        </Message>
      );
  }
}
