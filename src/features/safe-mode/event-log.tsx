import { explainError } from '../../api/explain-error';
import { judge, useReadings } from '../../api/reading';
import type { GuardianEvent } from '../../api/recovery-schemas';
import { useEvents } from '../../guardian/use-events';
import { formatDuration, parseTimestamp } from '../../lib/time';
import { ErrorMessage } from '../../ui/error-message';
import { Message } from '../../ui/message';
import { RecordedText, RecordedTime } from '../../ui/recorded';
import { StateIcon } from '../../ui/state-icon';
import { UserText } from '../../ui/user-text';
import { useNow } from '../../ui/use-now';
import { isDenied } from './contradictions';
import { DataTable } from './data-table';
import { capabilityRules, eventKindNames, lookUp } from './known-codes';
import { Panel } from './panel';

const columns = [
  { name: 'Time', width: 'lg:w-1/5' },
  { name: 'Event', width: 'lg:w-1/6' },
  { name: 'Outcome', width: 'lg:w-1/6' },
  { name: 'By', width: 'lg:w-1/6' },
  { name: 'What' },
] as const;

/** What the Guardian wrote down, newest first. That it wrote nothing is told only when it says so (law 12). */
export function EventLog() {
  const query = useEvents();
  const known = judge(useReadings(query), useNow());
  const last = known.kind === 'confirmed' ? known : known.kind === 'unknown' ? known.last : null;
  const items = last?.answer.data.items ?? null;
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
      {known.kind === 'confirmed' && items?.length === 0 && (
        <p className="mt-3 font-semibold">No Guardian events recorded.</p>
      )}
      {items && items.length > 0 && (
        <>
          <DataTable label="Guardian events" columns={columns} rows={rowsFor(items)} />
          <p className="mt-2 text-muted">The newest {items.length}.</p>
        </>
      )}
    </Panel>
  );
}

/** Newest first; what has no usable time stands last, and ids that come twice are still two rows. */
function rowsFor(items: readonly GuardianEvent[]) {
  const times = new Map<string, number>();
  const timeOf = ({ timestamp }: GuardianEvent) => parseTimestamp(timestamp) ?? -Infinity;
  return items
    .toSorted((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(b) - timeOf(a)))
    .map((event) => {
      const nth = (times.get(event.id) ?? 0) + 1;
      times.set(event.id, nth);
      return { key: `${event.id} ${nth}`, cells: cellsFor(event) };
    });
}

function cellsFor({
  timestamp,
  kind,
  capability,
  outcome,
  actor,
  correlation_id: id,
  message,
}: GuardianEvent) {
  return [
    <span key="time" className="font-normal">
      <RecordedTime timestamp={timestamp} />
    </span>,
    <span key="kind">
      <RecordedText text={kind?.trim() ? (lookUp(eventKindNames, kind) ?? kind) : null} />
      {capability?.trim() && (
        <span className="block">
          <UserText text={lookUp(capabilityRules, capability)?.name ?? capability} />
        </span>
      )}
    </span>,
    <Outcome key="outcome" outcome={outcome?.trim() ? outcome : null} />,
    <RecordedText key="actor" text={actor?.trim() ? actor : null} />,
    <span key="message">
      <RecordedText text={message?.trim() ? message : null} />
      {id?.trim() && (
        <span className="block font-mono text-sm text-muted">
          <UserText text={id} />
        </span>
      )}
    </span>,
  ];
}

function Outcome({ outcome }: { outcome: string | null }) {
  if (outcome === null || !isDenied(outcome)) return <RecordedText text={outcome} />;
  return (
    <span className="inline-flex items-center gap-2 rounded-md border-2 border-danger px-2 py-0.5 font-semibold text-danger">
      <StateIcon state="engaged" className="size-4 shrink-0" />{' '}
      <span>
        <UserText text={outcome} />
      </span>
    </span>
  );
}
