import type { Person } from '../../stores/session';
import { HistoryView } from './history-view';
import { LoadingProgress } from './loading/loading-progress';
import { useIncidents } from './loading/use-incidents';

export default function HistoryPage({ person }: { person: Person }) {
  const shown = useIncidents(person);
  return (
    <HistoryView {...shown} person={person}>
      <LoadingProgress history={shown.history} future={shown.future} />
    </HistoryView>
  );
}
