import { isApiError } from '../api/api-error';
import { explainError } from '../api/explain-error';
import { ErrorMessage } from '../ui/error-message';
import { Message, type MessageTone } from '../ui/message';
import type { Stage } from './action-stage';
import { actionWords, adviceFor, type GuardianAction } from './action-words';
import type { Attempt } from './use-action';

type Told = { tone: MessageTone; title: string; text?: string };

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
};

/** What became of the attempt, and what reads since. */
export function ActionOutcome({ action, attempt, stage, overtakenBy }: ActionOutcomeProps) {
  const failed = attempt.phase === 'refused' || attempt.phase === 'unclear' ? attempt : null;
  const advice = failed && isApiError(failed.error) ? adviceFor(failed.error.code) : null;
  const message = stage === 'overtaken' ? null : told[stage];
  return (
    <>
      {failed && (
        <ErrorMessage
          words={explainError(failed.error, actionWords[action].doing)}
          note={failed.phase === 'unclear' ? 'The outcome is unknown.' : advice}
        />
      )}
      {stage === 'overtaken' && (
        <Message tone="warning" title={overtakenBy ?? 'The state changed while this dialog was open'} alert>
          <p>{failed ? 'Nothing more is sent from here.' : 'Nothing was sent.'} Your reason is kept.</p>
        </Message>
      )}
      {message && (
        <Message tone={message.tone} title={message.title} alert={message.tone !== 'info'}>
          {message.text && <p>{message.text}</p>}
        </Message>
      )}
    </>
  );
}
