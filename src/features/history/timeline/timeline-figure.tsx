import { useMemo, useState, type KeyboardEvent } from 'react';
import { clip } from '../../../lib/text';
import { formatDuration, formatLocal, formatUtc } from '../../../lib/time';
import { describeIncident } from '../answer/incident-words';
import type { Incident } from '../answer/incidents';
import { layOut, type Mark, type Range, type Timeline } from './timeline';
import { TickLabels, TimelinePicture } from './timeline-picture';
import type { History } from '../loading/use-history';

const ranges: Record<Range, string> = { '24h': '24 hours', '7d': '7 days', '90d': '90 days', all: 'All' };

const MOST_TOLD = 600;

type TimelineFigureProps = {
  incidents: readonly Incident[];
  history: Pick<History, 'knownSince' | 'unreadable' | 'failures'>;
  /** On the server's clock, ms. */
  now: number;
};

/** When the switch was engaged: a picture to point at, and the same as words and as a table. */
export function TimelineFigure({ incidents, history, now }: TimelineFigureProps) {
  const { knownSince } = history;
  const [range, setRange] = useState<Range>('7d');
  const [chosen, setChosen] = useState<number | null>(null);
  const timeline = useMemo(
    () => layOut(incidents, range, now, knownSince),
    [incidents, range, now, knownSince],
  );
  const { marks } = timeline;
  const current = chosen === null ? null : (marks[Math.min(chosen, marks.length - 1)] ?? null);

  function choose(next: Range) {
    setRange(next);
    setChosen(null);
  }

  return (
    <figure aria-label="Timeline" className="card mt-5">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2 print:hidden">
        <legend className="sr-only">Range</legend>
        {(Object.keys(ranges) as Range[]).map((name) => (
          <label key={name} className="flex min-h-6 items-center gap-2">
            <input type="radio" name="range" checked={range === name} onChange={() => choose(name)} />
            <span>{ranges[name]}</span>
          </label>
        ))}
      </fieldset>
      <TimelinePicture timeline={timeline} current={current} onPoint={setChosen} />
      <TickLabels timeline={timeline} range={range} />
      <p className="text-right text-meta text-muted">in UTC</p>
      {marks.length > 0 ? (
        <Reader marks={marks} chosen={chosen} onChoose={setChosen} />
      ) : (
        <p className="mt-2">{emptyWords(timeline, history)}</p>
      )}
      <p className="mt-2 empty:hidden">{missingWords(timeline, history)}</p>
      <p className="mt-2 min-h-12 overflow-x-auto wrap-anywhere" aria-hidden="true">
        {current
          ? wordsOf(current)
          : marks.length > 0 && 'Point at an area, or use the arrow keys, to read what it is.'}
      </p>
      <MarkTable marks={marks} />
    </figure>
  );
}

/** An empty picture means "not engaged" only if everything that was recorded could be placed in it (law 12). */
function emptyWords({ unplaced, unknownBefore }: Timeline, history: TimelineFigureProps['history']): string {
  if (unplaced + history.unreadable > 0) return 'Nothing that could be placed lies in this time.';
  const all = unknownBefore === null && history.failures.length === 0;
  return `Not engaged in this time${all ? '' : ', as far as it is known'}.`;
}

function missingWords({ unplaced }: Timeline, { unreadable }: TimelineFigureProps['history']): string {
  const incidents = `${unplaced} incident${unplaced === 1 ? '' : 's'} whose times are not known`;
  const rows = `${unreadable} row${unreadable === 1 ? '' : 's'} that could not be read`;
  const missing = [...(unplaced > 0 ? [incidents] : []), ...(unreadable > 0 ? [rows] : [])];
  return missing.length > 0 ? `Not in the picture: ${missing.join(', ')}.` : '';
}

type ReaderProps = { marks: Mark[]; chosen: number | null; onChoose: (mark: number) => void };

/** Steps through the marks by keyboard. A screen reader reads each mark as the slider's value. */
function Reader({ marks, chosen, onChoose }: ReaderProps) {
  const last = marks.length - 1;
  const at = Math.min(chosen ?? last, last);
  const steps: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    Home: 0,
    End: last,
  };
  function onKeyDown(event: KeyboardEvent) {
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(Math.min(last, Math.max(0, chosen === null ? last : next)));
  }
  const mark = marks[at];
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Incident"
      aria-valuemin={1}
      aria-valuemax={marks.length}
      aria-valuenow={at + 1}
      aria-valuetext={mark && wordsOf(mark)}
      onKeyDown={onKeyDown}
      onFocus={() => onChoose(at)}
      className="mt-2 control inline-flex items-center border-line px-3.5 print:hidden"
    >
      <span>{`Incident ${at + 1} of ${marks.length}`}</span>
    </div>
  );
}

function wordsOf({ incidents, from, to }: Mark): string {
  const [only] = incidents;
  // This text is heard, not read, so it is short. The table of toggles has the whole reason.
  if (only && incidents.length === 1) return clip(describeIncident(only), MOST_TOLD);
  return `${incidents.length} incidents within ${formatDuration(to - from)} from ${formatLocal(from)}`;
}

function MarkTable({ marks }: { marks: Mark[] }) {
  return (
    <div className="sr-only">
      <table>
        <caption>Engaged times</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.from}>
              <td>{formatUtc(mark.from)}</td>
              <td>{mark.open ? 'still open' : formatUtc(mark.to)}</td>
              <td>{wordsOf(mark)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
