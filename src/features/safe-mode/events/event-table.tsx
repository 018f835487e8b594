import { memo, type ReactNode } from 'react';
import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { parseTimestamp } from '../../../lib/time';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { modeWords } from '../../../guardian/mode';
import { isDenied } from '../mode/contradictions';
import { DataTable } from '../data-table';
import { capabilityRules, eventKindNames, lookUp } from '../known-codes';

const columns = [
  { name: 'Time', width: 'lg:w-1/5' },
  { name: 'Event', width: 'lg:w-1/6' },
  { name: 'Outcome', width: 'lg:w-1/6' },
  { name: 'By', width: 'lg:w-1/6' },
  { name: 'What' },
] as const;

/** Events, newest first. Rendered again only when the events change, although the page around it renders every second. */
export const EventTable = memo(function EventTable({ events }: { events: readonly GuardianEvent[] }) {
  return <DataTable label="Guardian events" columns={columns} rows={rowsFor(events)} most={Infinity} />;
});

/** Newest first. Events without a usable time are last. */
export function newestFirst(events: readonly GuardianEvent[]): GuardianEvent[] {
  const timeOf = ({ timestamp }: GuardianEvent) => parseTimestamp(timestamp) ?? -Infinity;
  return events.toSorted((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(b) - timeOf(a)));
}

/** Two events with the same id are two rows. */
function rowsFor(events: readonly GuardianEvent[]) {
  const times = new Map<string, number>();
  return newestFirst(events).map((event) => {
    const nth = (times.get(event.id) ?? 0) + 1;
    times.set(event.id, nth);
    return { key: `${event.id} ${nth}`, cells: cellsOf(event) };
  });
}

/** The cells of each event, made once: React skips a cell that has not changed, however many there are. */
const made = new WeakMap<GuardianEvent, readonly ReactNode[]>();

function cellsOf(event: GuardianEvent): readonly ReactNode[] {
  const cells = made.get(event) ?? cellsFor(event);
  made.set(event, cells);
  return cells;
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
        <span className="block font-mono text-mono text-muted">
          <UserText text={id} />
        </span>
      )}
    </span>,
  ];
}

function Outcome({ outcome }: { outcome: string | null }) {
  if (outcome === null || !isDenied(outcome))
    return <RecordedText text={outcome && (lookUp(modeWords, outcome) ?? outcome)} />;
  return (
    <span className="inline-flex items-center gap-2 rounded-control border border-danger px-2 py-0.5 font-medium text-danger">
      <StateIcon state="engaged" className="size-4 shrink-0" />{' '}
      <span>
        <UserText text={outcome} />
      </span>
    </span>
  );
}
