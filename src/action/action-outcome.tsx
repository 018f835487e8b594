import type { ReactNode } from 'react';
import { isApiError } from '../api/errors/api-error';
import type { Instant } from '../lib/clock';
import { ErrorMessage, type ErrorWords } from '../ui/error-message';
import { Message, type MessageTone } from '../ui/message';
import { RetryCountdown } from '../ui/retry-countdown';
import type { ActionState, Failure } from './action-state';
import { outcomeOf, type Outcome } from './outcome';

type Sent = { settledAt: Instant };

/**
 * A message about an outcome. `children` stand below it, such as who did it. `alert`: it interrupts the person even though
 * its tone is calm.
 */
export type Told = { tone: MessageTone; title: string; alert?: boolean; children?: ReactNode };

type ActionOutcomeProps = {
  state: ActionState<Sent, unknown>;
  /** The error in words, and a note below them. */
  explain: (failure: Failure<Sent>) => { words: ErrorWords; note: string | null };
  told: Record<Exclude<Outcome, 'none'>, Told>;
};

/** The outcome of what was sent, and what was read afterwards. */
export function ActionOutcome({ state, explain, told }: ActionOutcomeProps) {
  const failure = 'failure' in state ? state.failure : null;
  const outcome = outcomeOf(state);
  const message = outcome === 'none' ? null : told[outcome];
  const calm = message?.tone === 'info' && !message.alert;
  return (
    <>
      {failure && <ErrorMessage {...explain(failure)} />}
      {failure?.proof === 'refused' &&
        isApiError(failure.error) &&
        failure.error.retryAfterSeconds !== null && (
          <RetryCountdown seconds={failure.error.retryAfterSeconds} since={failure.sent.settledAt} />
        )}
      {/* A calm message is announced as well, once. */}
      <div aria-live={calm ? 'polite' : undefined}>
        {message && (
          <Message key={outcome} tone={message.tone} title={message.title} alert={!calm}>
            {message.children}
          </Message>
        )}
      </div>
    </>
  );
}

/** Says that this dialog can send nothing any more, and that the typed text is not lost. */
export function SupersededWords({ state }: { state: ActionState<unknown, unknown> }) {
  const sent = 'failure' in state && state.failure !== null && state.failure.proof !== 'not-sent';
  return (
    <p>
      <span>{sent ? 'Nothing more is sent from here.' : 'Nothing was sent.'}</span> Your reason is kept.
    </p>
  );
}
