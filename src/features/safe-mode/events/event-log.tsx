import { explainError } from '../../../api/errors/explain-error';
import { judge, useReadings } from '../../../api/http/reading';
import { useEvents } from '../../../guardian/use-events';
import { formatDuration } from '../../../lib/time';
import { Button } from '../../../ui/button';
import { ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { useNow } from '../../../ui/use-now';
import { EventTable } from './event-table';
import { Panel } from '../panel';
import { useEventLog, type Older } from './use-event-log';

/** The Guardian's events, newest first. It says that there are none only when the Guardian says so (law 12). */
export function EventLog({ tenantId }: { tenantId: string }) {
  const query = useEvents();
  const known = judge(useReadings(query), useNow());
  const last = known.kind === 'confirmed' ? known : known.kind === 'unknown' ? known.last : null;
  const { events, older, loadOlder } = useEventLog(tenantId, last?.answer.data.items ?? null);
  return (
    <Panel title="Guardian events">
      {known.kind === 'checking' && <p className="mt-3">Reading the events…</p>}
      {known.kind === 'unknown' && known.error !== null && (
        <ErrorMessage
          words={explainError(known.error, 'safe-mode')}
          note={
            last
              ? `The events could not be read. What is shown is ${formatDuration(last.ageMs)} old.`
              : 'The events could not be read. That says nothing about whether there are any.'
          }
        />
      )}
      {known.kind === 'unknown' && known.error === null && (
        <Message
          tone="warning"
          title={
            last
              ? `The events are ${formatDuration(last.ageMs)} old. Reading again…`
              : 'The events could not be read. Reading again…'
          }
        />
      )}
      {known.kind === 'confirmed' && events?.length === 0 && (
        <p className="mt-3 font-medium">No Guardian events recorded.</p>
      )}
      {events && events.length > 0 && (
        <>
          <EventTable events={events} />
          <p className="mt-2 text-muted">{`The newest ${events.length}.`}</p>
          <OlderEvents older={older} onLoad={() => void loadOlder()} />
        </>
      )}
    </Panel>
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
  end: 'These are all events that the Guardian keeps.',
  repeated: 'The Guardian was asked for older events, and gave the same again.',
};
