import type { History } from '../loading/use-history';
import { describeIncident } from './incident-words';
import type { Incident } from './incidents';

export const NOTHING_RECORDED = 'No kill-switch activations recorded.';

/**
 * The answer when no time is asked about: has the switch been engaged before? When, by whom, for how long, and why? It
 * says "nothing" only when that is known (law 12).
 */
export function summarise(incidents: readonly Incident[], history: History): string {
  const { rows, complete, failures, foreign, unreadable } = history;
  const [newest] = incidents;
  if (newest) {
    const count = `${incidents.length.toLocaleString('en')} incident${incidents.length === 1 ? '' : 's'}`;
    return `${count}${complete ? '.' : ' so far.'} The newest: ${describeIncident(newest)}`;
  }
  const known = rows.length === 0 && complete && failures.length === 0 && foreign + unreadable === 0;
  return known ? NOTHING_RECORDED : 'Not known yet.';
}
