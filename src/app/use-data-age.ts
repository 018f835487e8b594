import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import { confirmedAgo, type SwitchState } from '../switch/derive-state';
import { elapsedMs, type Instant } from '../lib/clock';
import { paths } from '../lib/paths';
import { useNow } from '../ui/use-now';

/** The system whose answers a page shows in addition to the switch. The reading of the banner does not count for the page. */
const systemOf = (pathname: string) =>
  [paths.safeMode, paths.recovery].some((path) => path === pathname) ? 'guardian' : 'audit';

/**
 * The age of the page's data, in ms: the age of the switch's state for those who may see it, and of the oldest polled answer
 * that the page shows. Null before the first answer.
 */
export function useDataAge(state: SwitchState | null): number | null {
  const client = useQueryClient();
  const now = useNow();
  const system = systemOf(useLocation().pathname);
  const ofSwitch = state && confirmedAgo(state);
  if (state && (ofSwitch === null || system === 'audit')) return ofSwitch;
  const ages = client
    .getQueryCache()
    .findAll({ type: 'active', queryKey: [system] })
    .map((query) => (query.state.data as { askedAt: Instant } | undefined)?.askedAt)
    .flatMap((askedAt) => (askedAt ? [elapsedMs(askedAt, now)] : []));
  return [...ages, ofSwitch].reduce(
    (oldest, age) => (age === null ? oldest : Math.max(oldest ?? 0, age)),
    null,
  );
}
