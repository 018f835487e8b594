import { Fragment } from 'react';
import { explainError } from '../../../api/errors/explain-error';
import { formatDuration } from '../../../lib/time';
import { operatorShown } from '../../../api/audit/toggle-rows';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { Timestamp } from '../../../ui/timestamp';
import { UnknownWhy } from '../../../ui/unknown-why';
import type { Doubt, SwitchState } from '../../../switch/derive-state';

type Unknown = Extract<SwitchState, { kind: 'unknown' }>;

/** "Unknown — …": the last known state and its age. */
export function unknownHeadline(state: Unknown): string {
  if (state.cause === 'contradicted')
    return 'Unknown — the status says Disengaged, and something contradicts it';
  if (!state.last) return 'Unknown — never confirmed';
  const { answer, ageMs } = state.last;
  const word = answer.data.status === 'engaged' ? 'Engaged' : 'Disengaged';
  return `Unknown — last confirmed ${word} ${formatDuration(ageMs)} ago`;
}

/** Why the state is not known, and what to do. */
export function UnknownReason({ state }: { state: Unknown }) {
  if (state.cause === 'contradicted') return <DoubtWords doubt={state.doubt} />;
  return (
    <UnknownWhy
      stale={state.cause === 'stale'}
      words={state.error === null ? null : explainError(state.error, 'status')}
    />
  );
}

function DoubtWords({ doubt }: { doubt: Doubt }) {
  switch (doubt.by) {
    case 'engage-accepted':
      return doubt.reading ? (
        <p>The server accepted Engage. The state is being read back…</p>
      ) : (
        <Fragment key={doubt.by}>
          <p>
            The server accepted Engage at <Timestamp ms={doubt.at} />, and its status has not said Engaged
            since.
          </p>
          <p>
            The state is read again all the time. Engage again if it stays so: engaging twice is harmless.
          </p>
        </Fragment>
      );
    case 'toggle-row':
      return (
        <Fragment key={doubt.by}>
          <p>
            The newest row of the audit log says Engaged, at <RecordedTime timestamp={doubt.row.timestamp} />{' '}
            by <RecordedText text={operatorShown(doubt.row)} />. No newer row says that it was released.
          </p>
          <p>
            One of the two is wrong, or a row is late. The page reads both again by itself. Engage if the
            agents must be stopped for certain.
          </p>
        </Fragment>
      );
    case 'controlled':
      return (
        <p>
          A service worker of another application answers in the server’s place. Clear this site’s data in the
          browser, then reload; if it comes back, tell whoever runs this site.
        </p>
      );
  }
}
