import { explainError } from '../../../api/errors/explain-error';
import { Button } from '../../../ui/button';
import { ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { MOST_ROWS } from '../../../api/audit/history';
import type { History } from './use-history';

const rowsOf = (n: number) => `${n.toLocaleString('en')} row${n === 1 ? '' : 's'}`;

type LoadingProgressProps = {
  history: History;
  /** How many rows are dated after the present moment on the server's clock. */
  future: number;
};

/** How much of the history is loaded, and what is missing or wrong. */
export function LoadingProgress({ history, future }: LoadingProgressProps) {
  const {
    rows,
    total,
    complete,
    endedEarly,
    atLimit,
    overfull,
    reading,
    stopped,
    failures,
    foreign,
    unreadable,
    redactedTenant,
    sharedIds,
  } = history;
  return (
    <div className="mt-4">
      {!complete && (
        <div className="flex flex-wrap items-center gap-4 print:hidden">
          {total > 0 && (
            <progress aria-label="Rows loaded" max={total} value={Math.min(rows.length, total)} />
          )}
          <p>
            {total > 0
              ? `${rows.length.toLocaleString('en')} of ${rowsOf(total)} loaded.`
              : reading && 'Loading the history…'}
          </p>
          {reading && !stopped && total > 0 && (
            <Button onClick={() => history.setStopped(true)}>Stop loading</Button>
          )}
          {stopped && <Button onClick={() => history.setStopped(false)}>Go on loading</Button>}
        </div>
      )}
      {failures.map(({ what, error, retry }) => (
        <div key={what}>
          <ErrorMessage
            words={explainError(error, 'full-history')}
            note={complete ? `${what} may be old.` : `${what} are not complete. What was loaded stays.`}
          />
          <div className="mt-2 print:hidden">
            <Button onClick={retry} disabledReason={reading ? 'Reading…' : null}>
              Try again
            </Button>
          </div>
        </div>
      ))}
      {endedEarly && (
        <Message
          tone="warning"
          title={`The server counts ${rowsOf(total)} and gave only ${rows.length.toLocaleString('en')}.`}
        >
          <p>What is missing is not known: this history, its incidents and its exports are not complete.</p>
        </Message>
      )}
      {atLimit && (
        <Message
          tone="warning"
          title={`This page reads at most ${MOST_ROWS.toLocaleString('en')} toggles of a kind. The server counts ${rowsOf(total)} in all.`}
        >
          <p>Older toggles are not loaded: this history, its incidents and its exports are not complete.</p>
        </Message>
      )}
      {overfull && (
        <Message
          tone="warning"
          title={`The server counts ${rowsOf(total)} and gave ${rows.length.toLocaleString('en')}. Its count is wrong.`}
        >
          <p>
            Whether that is all is not known: this history, its incidents and its exports may not be complete.
          </p>
        </Message>
      )}
      {future > 0 && (
        <Message
          tone="warning"
          title={`${rowsOf(future)} ${future === 1 ? 'is' : 'are'} dated in the future, by the server’s own clock.`}
        >
          <p>
            A clock was wrong when they were written, or they were changed. Their times and lengths cannot be
            trusted.
          </p>
        </Message>
      )}
      {foreign > 0 && (
        <Message
          tone="danger"
          title={`${rowsOf(foreign)} of another tenant came with the answers and ${foreign === 1 ? 'is' : 'are'} left out.`}
        >
          <p>Tell your Aegis team: these rows are not for you.</p>
        </Message>
      )}
      {unreadable > 0 && (
        <Message
          tone="warning"
          title={`${rowsOf(unreadable)} could not be read and ${unreadable === 1 ? 'is' : 'are'} not shown or exported.`}
        />
      )}
      {sharedIds > 0 && (
        <Message tone="warning" title={`${rowsOf(sharedIds)} share their id with another row.`}>
          <p>An id names one row: this is a fault of the server, or tampering. All of them are kept.</p>
        </Message>
      )}
      {redactedTenant > 0 && (
        <Message tone="info" title={`The server redacted the tenant id of ${rowsOf(redactedTenant)}.`} />
      )}
    </div>
  );
}
