import { explainError } from '../../api/explain-error';
import { Button } from '../../ui/button';
import { ErrorMessage } from '../../ui/error-message';
import { Message } from '../../ui/message';
import type { History } from './use-history';

const rowsOf = (n: number) => `${n.toLocaleString('en')} row${n === 1 ? '' : 's'}`;

/** How much of the history is there, and what is missing from it and why. */
export function LoadingProgress({ history }: { history: History }) {
  const {
    rows,
    total,
    complete,
    endedEarly,
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
      {foreign > 0 && (
        <Message
          tone="danger"
          title={`${rowsOf(foreign)} of another tenant came with the answers and ${foreign === 1 ? 'is' : 'are'} left out.`}
        >
          <p>Tell whoever runs Aegis: they are not for you to read.</p>
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
