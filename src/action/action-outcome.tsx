import { useEffect, useRef, type ReactNode } from 'react';
import { isApiError } from '../api/errors/api-error';
import type { Proof } from '../api/http/outcome';
import type { Instant } from '../lib/clock';
import { ErrorDetails, ErrorMessage, type ErrorWords } from '../ui/error-message';
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

/** Outcomes that are known: they are told first, and what the server answered comes after them. */
const known: readonly Outcome[] = ['took-effect', 'no-effect', 'nothing-changed', 'superseded'];

/** The outcome of what was sent, and what was read afterwards. It takes the focus, because it is what the person waits for. */
export function ActionOutcome({ state, explain, told }: ActionOutcomeProps) {
  const ref = useRef<HTMLDivElement>(null);
  const failure = 'failure' in state ? state.failure : null;
  const outcome = outcomeOf(state);
  const message = outcome === 'none' ? null : told[outcome];
  const calm = message?.tone === 'info' && !message.alert;
  const first = known.includes(outcome);
  // A refusal says what to do next. It is folded only where nothing is left to do, or where it says less than the reading.
  const folded =
    first && (outcome === 'took-effect' || failure?.proof === 'unknown' || (failure?.conflict ?? false));
  const { stage } = state;
  // Effect: the result replaces the button that was pressed, or it comes while the person is somewhere else.
  useEffect(() => {
    if (stage === 'refused' || stage === 'unclear' || stage === 'superseded') ref.current?.focus();
  }, [stage]);
  const error = failure && !folded && <ErrorMessage {...explain(failure)} />;
  return (
    <div ref={ref} tabIndex={-1}>
      {!first && error}
      {/* A calm message is announced as well, once. */}
      <div aria-live={calm ? 'polite' : undefined}>
        {message && (
          <Message key={outcome} tone={message.tone} title={message.title} alert={!calm}>
            <div>{message.children}</div>
            {failure && folded && <Answer {...explain(failure)} proof={failure.proof} />}
          </Message>
        )}
      </div>
      {first && error}
      {failure?.proof === 'refused' &&
        isApiError(failure.error) &&
        failure.error.retryAfterSeconds !== null && (
          <RetryCountdown seconds={failure.error.retryAfterSeconds} since={failure.sent.settledAt} />
        )}
    </div>
  );
}

/** What the server answered, where reading has shown what happened. */
function Answer({ words, note, proof }: { words: ErrorWords; note: string | null; proof: Proof }) {
  return (
    <details className="mt-1">
      <summary className="cursor-pointer">{words.title}</summary>
      {/* That the outcome is unknown is no longer true. */}
      <ErrorDetails words={words} note={proof === 'unknown' ? null : note} />
    </details>
  );
}

/** Says that this dialog can send nothing any more, and that the typed text is not lost. */
export function SupersededWords({ state }: { state: ActionState<unknown, unknown> }) {
  const sent = 'failure' in state && state.failure !== null && state.failure.proof !== 'not-sent';
  return (
    <p>
      <span>{sent ? 'Nothing more will be sent.' : 'Nothing was sent.'}</span> Your reason is saved.
    </p>
  );
}
