import { Fragment } from 'react';
import { betweenRedactions } from '../lib/text';
import { isImpossibleDay, parseTimestamp } from '../lib/time';
import { Timestamp } from './timestamp';
import { UserText } from './user-text';

/** A text from the audit log, such as a reason; null when the log does not say. */
export function RecordedText({ text }: { text: string | null }) {
  if (text === null) return <span className="italic">not recorded</span>;
  // The redacted parts are marked as such, and the rest is shown as evidence.
  return (
    <span>
      {betweenRedactions(text).map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- only the position identifies a piece of a text
        <Fragment key={index}>
          {index > 0 && <span className="italic">redacted by the server</span>}
          {part && <UserText text={part} />}
        </Fragment>
      ))}
    </span>
  );
}

/** The operator in the audit log. `you` says that it is the signed-in person. */
export function RecordedOperator({ operator, you }: { operator: string | null; you: boolean }) {
  return (
    <span>
      <span>{you && 'you, '}</span>
      <RecordedText text={operator} />
    </span>
  );
}

/**
 * The time in the audit log. A value that is not a time with a zone, or on a day that does not exist, is shown as it was
 * sent.
 */
export function RecordedTime({ timestamp }: { timestamp: string | null | undefined }) {
  const ms = parseTimestamp(timestamp);
  if (ms !== null) return <Timestamp ms={ms} />;
  if (!timestamp) return <RecordedText text={null} />;
  return (
    <span>
      <UserText text={timestamp} />{' '}
      <span className="italic">
        (<span>{isImpossibleDay(timestamp) ? 'not a date' : 'not a time with a zone'}</span>)
      </span>
    </span>
  );
}
