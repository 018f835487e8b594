import { CUTS_OFF, isApiError } from '../../api/errors/api-error';
import { explainError } from '../../api/errors/explain-error';
import { secondsToWait } from '../../api/errors/explain-sign-in';
import { refusalCause } from '../../api/errors/refusal-cause';
import type { Instant } from '../../lib/clock';
import { ErrorDetails, ErrorMessage } from '../../ui/error-message';
import { Message } from '../../ui/message';
import { RetryCountdown } from '../../ui/retry-countdown';

type Doing = 'sign-in' | 'start';

/** Whether signing in cannot work now, whatever is typed. The person then needs to act without the console. */
export function needsWayRound(error: unknown, doing: Doing): boolean {
  if (!isApiError(error)) return false;
  const { status, details } = error;
  const cause = refusalCause(error);
  // At the start, a 403 only answers the question who is signed in: a sign-in may still work.
  const failed =
    (cause === 'sign-in-failed' || cause === 'service-down') && (doing === 'sign-in' || status === 401);
  return status === null || status >= 500 || failed || details === CUTS_OFF;
}

/** Whether the server refused what was typed: such a failure goes when that changes. A failing server and a lock stay. */
export function isAboutTyped(error: unknown): boolean {
  if (!isApiError(error) || needsWayRound(error, 'sign-in')) return false;
  const { status } = error;
  return status !== null && status >= 400 && status !== 429 && secondsToWait(error) === null;
}

type SignInFailureProps = {
  error: unknown;
  doing: Doing;
  /** When the server refused; the countdown of the requested wait starts here. */
  since: Instant | undefined;
  /** Tenant and email are known to be right. */
  again: boolean;
};

export function SignInFailure({ error, doing, since, again }: SignInFailureProps) {
  const explained = explainError(error, doing);
  const wrong = isApiError(error) && error.status === 401 && refusalCause(error) === null;
  const words = again && wrong ? { ...explained, title: 'The password was not accepted' } : explained;
  const seconds = isApiError(error) ? secondsToWait(error) : null;
  if (doing === 'start' && !needsWayRound(error, doing))
    return (
      <Message tone="info" title={words.title}>
        <ErrorDetails words={words} />
      </Message>
    );
  return (
    <>
      <ErrorMessage words={words} />
      {seconds !== null && since && <RetryCountdown seconds={seconds} since={since} />}
    </>
  );
}
