import { useMemo, useState } from 'react';
import { explainError } from '../../../api/errors/explain-error';
import { judge, useReadings } from '../../../api/http/reading';
import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { useGuardianAt } from '../../../guardian/guardian-at';
import { useEvents } from '../../../guardian/use-events';
import { Button } from '../../../ui/button';
import { ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { useNow } from '../../../ui/use-now';
import { isDenied } from '../mode/contradictions';
import { EventTable, newestFirst } from './event-table';
import { Panel } from '../panel';
import { useEventLog, type Older } from './use-event-log';

/** The Guardian's events, newest first. It says that there are none only when the Guardian says so (law 12). */
export function EventLog() {
  const query = useEvents();
  const known = judge(useReadings(query), useNow());
  const last = known.kind === 'confirmed' ? known : known.kind === 'unknown' ? known.last : null;
  const { events, older, loadOlder } = useEventLog(useGuardianAt(), last?.answer.data.items ?? null);
  const [all, setAll] = useState(false);
  const few = (events?.length ?? 0) <= FEW;
  const newest = useNewest(events, all);
  return (
    <Panel title="Guardian events">
      {events && events.length > 0 && <Denied events={events} />}
      {known.kind === 'checking' && <p className="mt-3">Reading the events…</p>}
      {known.kind === 'unknown' && known.error !== null && (
        <ErrorMessage
          words={explainError(known.error, 'safe-mode')}
          note={
            last
              ? 'The events could not be read now. What is shown was read before.'
              : 'The events could not be read, so it is not known whether there are any.'
          }
        />
      )}
      {known.kind === 'unknown' && known.error === null && (
        <Message
          tone="warning"
          title={last ? 'The events are old. Reading again…' : 'The events could not be read. Reading again…'}
        />
      )}
      {known.kind === 'confirmed' && events?.length === 0 && (
        <p className="mt-3 font-medium">No Guardian events recorded.</p>
      )}
      {events && events.length > 0 && (
        <>
          <EventTable events={newest} />
          <p className="mt-2 text-muted">{`The newest ${newest.length}.`}</p>
          {!few && (
            <div className="mt-2 print:hidden">
              <Button expanded={all} onClick={() => setAll(!all)}>
                All events
              </Button>
            </div>
          )}
          {(all || few) && (
            <OlderEvents
              older={older}
              onLoad={() => {
                // What was loaded must be visible.
                setAll(true);
                void loadOlder();
              }}
            />
          )}
        </>
      )}
    </Panel>
  );
}

/** As many events as are shown before somebody asks for all of them. */
const FEW = 8;

/** The events that are shown. The list is kept while it does not change, so that the table is not rendered every second. */
function useNewest(events: readonly GuardianEvent[] | null, all: boolean) {
  return useMemo(() => {
    if (!events) return [];
    return all ? events : newestFirst(events).slice(0, FEW);
  }, [events, all]);
}

/** How many requests were refused, among the events that were read (F7 §5, log inspection). */
function Denied({ events }: { events: readonly GuardianEvent[] }) {
  const count = events.filter(({ outcome }) => isDenied(outcome)).length;
  return (
    <p className="mt-1">
      <b className={count > 0 ? 'text-danger' : ''}>
        DENIED: <span>{count}</span>
      </b>{' '}
      <span className="text-muted">
        of the newest <span>{events.length}</span>
      </span>
    </p>
  );
}

function OlderEvents({ older, onLoad }: { older: Older; onLoad: () => void }) {
  const why = whyNoOlder[older.phase];
  return (
    <>
      {older.phase === 'failed' && (
        <ErrorMessage
          words={explainError(older.error, 'diagnose')}
          note="Older events could not be loaded. What is shown is kept."
        />
      )}
      <div className="mt-2 flex flex-wrap items-center gap-3 print:hidden">
        <Button onClick={onLoad} disabledReason={why} describedBy="older-why">
          Load older events
        </Button>
        <p id="older-why" className="text-muted">
          {why}
        </p>
      </div>
    </>
  );
}

const whyNoOlder: Record<Older['phase'], string | null> = {
  idle: null,
  loading: 'Loading older events…',
  failed: null,
  end: 'The Guardian keeps no older events.',
  repeated: 'The Guardian gave the same events again.',
};
