import { Fragment } from 'react';
import type { Me } from '../../../api/audit/toggle-rows';
import type { Instant } from '../../../lib/clock';
import { formatDuration, parseTimestamp } from '../../../lib/time';
import { RecordedOperator, RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import type { StatusAnswer, SwitchState } from '../../../switch/derive-state';
import { isMine, timeSince, type LatestToggle } from '../../../switch/latest-toggle';
import { useNow } from '../../../ui/use-now';
import { PrintedReading, ReadingNotes } from './reading-notes';
import { unknownHeadline, UnknownReason } from './unknown-state';
import { serverNow } from '../../../switch/watch';

/** A recorded time may be ahead of the server's clock by this much before it counts as being in the future, ms. */
const FUTURE_MS = 120_000;

const looks: Record<SwitchState['kind'], string> = {
  checking: 'border-line bg-surface text-ink',
  disengaged: 'border-hairline bg-surface text-clear',
  engaged: 'alarm',
  unknown: 'border-unknown border-dashed hatched text-unknown',
};

type StatusBadgeProps = {
  state: SwitchState;
  latest: LatestToggle | null;
  me: Me & { tenantId: string };
};

export function StatusBadge(props: StatusBadgeProps) {
  const { state } = props;
  const { kind } = state;
  const now = useNow();
  const read = kind === 'engaged' || kind === 'disengaged' ? state.answer : null;
  const shown = read ?? (kind === 'unknown' ? state.last?.answer : null);
  return (
    <>
      <div
        className={`mt-4 flex gap-4 rounded-t-card border p-4 sm:p-5 print:rounded-card forced-colors:border-4 ${looks[kind]}`}
      >
        <StateIcon state={kind} className="size-9 shrink-0" />
        {/* Not live: its age changes every second. The shell announces changes of state, once. */}
        <div
          role="status"
          aria-live="off"
          aria-label="Kill switch status"
          className={`min-w-0 flex-1 ${kind === 'unknown' ? 'rounded-control bg-surface px-4 py-3' : ''}`}
        >
          <StateWords {...props} now={now} />
        </div>
      </div>
      {shown && <PrintedReading answer={shown} />}
    </>
  );
}

function StateWords({ state, latest, me, now }: StatusBadgeProps & { now: Instant }) {
  const headline = 'text-state font-semibold';
  switch (state.kind) {
    case 'checking':
      return <p className={headline}>Checking…</p>;
    case 'disengaged':
      return (
        <Fragment key={state.kind}>
          <p className={headline}>Disengaged</p>
          <div className="text-ink">
            <p>The kill switch lets the agents of this tenant run.</p>
            <ReadingNotes answer={state.answer} tenantId={me.tenantId} />
          </div>
        </Fragment>
      );
    case 'engaged':
      return (
        <Fragment key={state.kind}>
          <p>
            <span className={`block ${headline}`}>Engaged</span>
            {latest?.timestamp != null && (
              <span>
                {' '}
                at <RecordedTime timestamp={latest.timestamp} />
              </span>
            )}
            {latest && isRecorded(latest) && (
              <span>
                {' '}
                by <RecordedOperator operator={latest.by} you={isMine(latest, me)} />
              </span>
            )}
          </p>
          <div>
            <p className="my-3 border-l-2 pl-3 text-heading">
              Reason: <RecordedText text={latest?.reason ?? null} />
            </p>
            <EngagedFor latest={latest} answer={state.answer} now={now} />
            <ReadingNotes answer={state.answer} tenantId={me.tenantId} />
          </div>
        </Fragment>
      );
    case 'unknown':
      return (
        <Fragment key={state.kind}>
          <p className="text-title font-semibold sm:text-state">{unknownHeadline(state)}</p>
          <div className="text-ink">
            <UnknownReason state={state} />
            {state.last && <ReadingNotes answer={state.last.answer} tenantId={me.tenantId} />}
          </div>
        </Fragment>
      );
  }
}

const isRecorded = ({ source }: LatestToggle) => source === 'status' || source === 'audit';

type EngagedForProps = { latest: LatestToggle | null; answer: StatusAnswer; now: Instant };

function EngagedFor({ latest, answer, now }: EngagedForProps) {
  if (latest?.source === 'unreadable')
    return (
      <p key="unreadable">
        When and by whom is not known: the status does not say, and the audit log cannot be read.
      </p>
    );
  if (latest === null || latest.source === 'nowhere')
    return <p key="nowhere">When and by whom is not yet in the audit log, and the status does not say.</p>;
  const ms = timeSince(latest, answer, now);
  const inFuture = (timestamp: string | null) =>
    (parseTimestamp(timestamp) ?? -Infinity) > serverNow(answer, now) + FUTURE_MS;
  const length =
    ms === null
      ? latest.timestamp
        ? 'For how long is not known.'
        : 'The time is not recorded.'
      : inFuture(latest.timestamp)
        ? 'The recorded time lies in the future.'
        : `for ${formatDuration(ms)}.`;
  return (
    <p>
      <span>{length}</span>{' '}
      {latest.datedLater !== null && (
        <span>
          <span>
            {inFuture(latest.datedLater)
              ? 'The recorded time lies in the future: '
              : 'The record is dated later: '}
          </span>
          <RecordedTime timestamp={latest.datedLater} />. This console had read Engaged by the time
          shown.{' '}
        </span>
      )}
      {latest.source === 'audit' && (
        <span>Time and operator are from the audit log; the status does not say.</span>
      )}
    </p>
  );
}
