import { Fragment, type ReactNode } from 'react';
import type { Me } from '../../../api/audit/toggle-rows';
import type { Instant } from '../../../lib/clock';
import { formatDuration } from '../../../lib/time';
import { RecordedOperator, RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import type { SwitchState } from '../../../switch/derive-state';
import { isMine, timeSince, type LatestToggle } from '../../../switch/latest-toggle';
import { useNow } from '../../../ui/use-now';
import { inFuture, type EngagedProps } from './in-future';
import { PrintedReading, ReadingNotes } from './reading-notes';
import { unknownHeadline, UnknownReason } from './unknown-state';
import { useRest } from '../use-rest';

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
        className={`mt-4 flex gap-4 rounded-t-card border border-b-0 p-4 sm:p-5 docked:rounded-b-card docked:border-b print:rounded-card forced-colors:border-4 ${looks[kind]}`}
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

const headline = 'block text-state font-semibold';

function StateWords({ state, latest, me, now }: StatusBadgeProps & { now: Instant }) {
  switch (state.kind) {
    case 'checking':
      return <p className={headline}>Checking…</p>;
    case 'disengaged':
      return (
        <Fragment key={state.kind}>
          <p className={headline}>Disengaged</p>
          {/* On a phone: the lines of what the audit log says a little later. */}
          <div className="text-ink max-md:min-h-18">
            <Agents>
              {latest?.timestamp != null && (
                <span>
                  {' '}
                  Since <RecordedTime timestamp={latest.timestamp} />.
                </span>
              )}
            </Agents>
            <ReadingNotes answer={state.answer} tenantId={me.tenantId} />
          </div>
        </Fragment>
      );
    case 'engaged':
      return (
        <Fragment key={state.kind}>
          <div className="justify-between gap-4 sm:flex">
            <p>
              <span className={headline}>Engaged</span>
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
            <EngagedClock latest={latest} answer={state.answer} now={now} />
          </div>
          <p className="my-3 border-l-3 pl-3 text-heading">
            <span className={latest?.reason ? 'sr-only' : ''}>Reason: </span>
            <RecordedText text={latest?.reason ?? null} />
          </p>
          <Notes latest={latest} answer={state.answer} now={now} />
          <ReadingNotes answer={state.answer} tenantId={me.tenantId} />
        </Fragment>
      );
    case 'unknown':
      return (
        <Fragment key={state.kind}>
          <p>
            <span className={headline}>Unknown</span>
            <span className="sr-only"> — </span>
            <span className="font-medium first-letter:uppercase sm:inline-block">
              {unknownHeadline(state)}
            </span>
          </p>
          <div className="text-ink">
            <UnknownReason state={state} />
            {state.last && <ReadingNotes answer={state.last.answer} tenantId={me.tenantId} />}
          </div>
        </Fragment>
      );
  }
}

/** Before the rest of the page is there, only what the switch itself says. */
function Agents({ children }: { children: ReactNode }) {
  const { code } = useRest(false);
  return code ? <code.AgentsNow>{children}</code.AgentsNow> : <p>Agents may call.{children}</p>;
}

function Notes(engaged: EngagedProps) {
  const { code } = useRest(false);
  return code && <code.EngagedNotes {...engaged} />;
}

const isRecorded = ({ source }: LatestToggle) => source === 'status' || source === 'audit';

/** How long it has been engaged. It keeps its place and its width while it counts. */
function EngagedClock(engaged: EngagedProps) {
  const { latest, answer, now } = engaged;
  const ms = latest && timeSince(latest, answer, now);
  if (ms === null || inFuture(latest?.timestamp ?? null, engaged)) return null;
  return (
    <p className="whitespace-nowrap sm:w-36 sm:shrink-0 sm:text-right">
      <span className="sm:block sm:text-meta">engaged for</span>{' '}
      <span className="font-semibold sm:text-title">{formatDuration(ms)}</span>
    </p>
  );
}
