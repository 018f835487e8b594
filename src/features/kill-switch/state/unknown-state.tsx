import { Fragment } from 'react';
import { explainError } from '../../../api/errors/explain-error';
import { formatDuration } from '../../../lib/time';
import { operatorShown } from '../../../api/audit/toggle-rows';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { Timestamp } from '../../../ui/timestamp';
import { UnknownWhy } from '../../../ui/unknown-why';
import type { Doubt, SwitchState } from '../../../switch/derive-state';

type Unknown = Extract<SwitchState, { kind: 'unknown' }>;

/** What stands after "Unknown — ": the last known state and its age. */
export function unknownHeadline(state: Unknown): string {
  if (state.cause === 'contradicted') return 'the status says Disengaged, and something contradicts it';
  if (!state.last) return 'not confirmed yet';
  const { answer, ageMs } = state.last;
  const word = answer.data.status === 'engaged' ? 'Engaged' : 'Disengaged';
  return `last confirmed ${word} ${formatDuration(ageMs)} ago`;
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
        <p>The server accepted Engage. Reading the state back…</p>
      ) : (
        <Fragment key={doubt.by}>
          <p>
            The server accepted Engage at <Timestamp ms={doubt.at} />. Its status has not said Engaged since.
          </p>
          <p>We keep checking. If it stays so, engage again. Engaging twice is harmless.</p>
        </Fragment>
      );
    case 'toggle-row':
      return (
        <Fragment key={doubt.by}>
          <p>
            The newest row of the audit log says Engaged, at <RecordedTime timestamp={doubt.row.timestamp} />{' '}
            by <RecordedText text={operatorShown(doubt.row)} />. No newer row says Disengaged.
          </p>
          <p>
            One of the two is wrong, or a row is late. We keep checking. If the agents must be stopped for
            certain, engage.
          </p>
        </Fragment>
      );
    case 'controlled':
      return (
        <p>
          A service worker of another application answers in the server’s place. Clear this site’s data in the
          browser, then reload. If it comes back, tell your Aegis team.
        </p>
      );
  }
}
