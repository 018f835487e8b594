import { memo, useMemo, useState } from 'react';
import { formatDuration, formatLocal, formatUtc } from '../../../lib/time';
import { describeIncident } from '../answer/incident-words';
import type { Incident } from '../answer/incidents';
import { periodOf, type Period } from '../filter/dates';
import type { Filter } from '../filter/filter';
import type { History } from '../loading/use-history';
import { Axis } from './axis';
import { periodAt, slotsOf } from './slots';
import { Stepper } from './stepper';
import { layOut, type Mark, type Timeline } from './timeline';
import { TimelinePicture } from './timeline-picture';
import { windowOf, type Window } from './window';

type TimelineFigureProps = {
  filter: Filter;
  incidents: readonly Incident[];
  history: Pick<History, 'knownSince' | 'unreadable'>;
  /** On the server's clock, ms. */
  now: number;
  /** Called with the days that somebody chose in the picture. */
  onPeriod: (period: Period) => void;
};

/** When the switch was engaged in the time of the filter: a picture to point at, and the same as words and as a table. */
export function TimelineFigure({ filter, incidents, history, now, onPeriod }: TimelineFigureProps) {
  const { range, from, to } = filter;
  const window = useMemo(
    () => windowOf(periodOf({ range, from, to }, now), incidents, now),
    [range, from, to, incidents, now],
  );
  return (
    <figure aria-label="Timeline" className="mt-4">
      {window ? (
        <Picture {...{ window, incidents, history, now, onPeriod }} />
      ) : (
        <p>Nothing to show for this time.</p>
      )}
    </figure>
  );
}

type PictureProps = Omit<TimelineFigureProps, 'filter'> & { window: Window };

function Picture({ window, incidents, history, now, onPeriod }: PictureProps) {
  const { knownSince } = history;
  const timeline = useMemo(
    () => layOut(incidents, window, now, knownSince),
    [incidents, window, now, knownSince],
  );
  const slots = useMemo(() => slotsOf(window), [window]);
  const [chosen, setChosen] = useState<Incident['id'] | null>(null);
  const { placed, marks } = timeline;
  const found = placed.find(({ incident }) => incident.id === chosen);
  const choose = (time: number) => {
    const period = periodAt(time, window, slots);
    if (period) onPeriod(period);
  };
  const current = found ?? placed.at(-1) ?? null;
  return (
    <>
      <TimelinePicture
        timeline={timeline}
        current={current}
        onPoint={({ incident }) => setChosen(incident.id)}
        onClick={slots.length > 0 ? choose : null}
      />
      <Axis timeline={timeline} slots={slots} onPeriod={onPeriod} />
      {current ? (
        <Stepper
          placed={placed}
          current={current}
          chosen={found !== undefined}
          onStep={({ incident }) => setChosen(incident.id)}
        />
      ) : (
        // Whether that means "not engaged" depends on more than the picture: the answer says it (law 12).
        <p className="mt-2">No engaged time is known here.</p>
      )}
      <p className="mt-2 empty:hidden">{missingWords(timeline, history)}</p>
      <MarkTable marks={marks} />
    </>
  );
}

function missingWords({ unplaced }: Timeline, { unreadable }: TimelineFigureProps['history']): string {
  const incidents = `${unplaced} incident${unplaced === 1 ? '' : 's'} whose times are not known`;
  const rows = `${unreadable} row${unreadable === 1 ? '' : 's'} that could not be read`;
  const missing = [...(unplaced > 0 ? [incidents] : []), ...(unreadable > 0 ? [rows] : [])];
  return missing.length > 0 ? `Not in the picture: ${missing.join(', ')}.` : '';
}

function wordsOf({ incidents, from, to }: Mark): string {
  const [only] = incidents;
  if (only && incidents.length === 1) return describeIncident(only);
  return `${incidents.length} incidents within ${formatDuration(to - from)} from ${formatLocal(from)}`;
}

/** The same as the picture, for screen readers. It is not rendered again for every key that is pressed. */
const MarkTable = memo(function MarkTable({ marks }: { marks: Mark[] }) {
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
});
