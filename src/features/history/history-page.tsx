import type { Person } from '../../stores/session';
import { Summary } from './answer/summary';
import { Filtered } from './filtered';
import { LoadingProgress } from './loading/loading-progress';
import { useIncidents } from './loading/use-incidents';
import { TimelineFigure } from './timeline/timeline-figure';

export default function HistoryPage({ person }: { person: Person }) {
  const shown = useIncidents(person);
  const { history, incidents, now, future } = shown;
  return (
    <>
      <h1 className="text-title font-semibold">Activation history</h1>
      <Filtered {...shown} person={person}>
        <Summary incidents={incidents} history={history} />
        <LoadingProgress history={history} future={future} />
        {history.rows.length > 0 && <TimelineFigure incidents={incidents} history={history} now={now} />}
      </Filtered>
    </>
  );
}
