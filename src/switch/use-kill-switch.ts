import { useQuery, type QueryClient } from '@tanstack/react-query';
import { getKillSwitchHistory } from '../api/audit/audit';
import { killSwitchStatus } from '../api/kill-switch';
import { useReadings } from '../api/http/reading';
import { mergeToggles } from '../api/audit/toggle-rows';
import { can } from '../auth/capabilities';
import { useControlled } from '../lib/controlled';
import { endedReadings } from '../auth/session/ended-readings';
import { personOf } from '../auth/session/session';
import { useSession } from '../stores/session';
import { useNow } from '../ui/use-now';
import { deriveState, type SwitchState } from './derive-state';
import { withDoubt, type NewestRows } from './doubt';
import { useToggles } from './toggle-context';

export const HISTORY_LENGTH = 20;
/** An answer that is younger than this is not read again by each part of the page. */
const JUST_READ_MS = 1_000;
/** While a difference is being watched, the next reading follows after this many ms. */
const QUICK_MS = 2_000;

/** The tenant whose switch may be read now. Disabled after the session has ended, so that no request gets a certain 401. */
function useReadable() {
  const { session } = useSession();
  const person = personOf(session);
  const enabled = session.phase === 'active' && can(session.person.role, 'canViewKillSwitch');
  return { session, tenantId: person?.tenantId ?? '', enabled };
}

/** Sends the first reading before the page is built, so that the lever is ready sooner. Resolves when it is answered. */
export async function prefetchSwitch(client: QueryClient): Promise<void> {
  const { session } = useSession.getState();
  if (session.phase !== 'active' || !can(session.person.role, 'canViewKillSwitch')) return;
  const { tenantId } = session.person;
  await client.prefetchQuery(killSwitchStatus(tenantId));
}

/** `quick`: read again every 2 s. `fresh`: also read at once, however new the last answer is. */
type Watching = { quick?: boolean; fresh?: boolean };

function watching({ quick = false, fresh = false }: Watching) {
  const notJustRead = ({ state }: { state: { dataUpdatedAt: number } }) =>
    Math.abs(Date.now() - state.dataUpdatedAt) > JUST_READ_MS;
  return { refetchOnMount: fresh || notJustRead, ...(quick && { refetchInterval: QUICK_MS }) };
}

/** The reading of the switch itself. Pages show `useSwitchState` instead. */
export function useSwitchReading(how: Watching = {}): { state: SwitchState; reading: boolean } {
  const { session, tenantId, enabled } = useReadable();
  const query = useQuery({ ...killSwitchStatus(tenantId), enabled, ...watching(how) });
  const now = useNow();

  const readings = endedReadings(useReadings(query), session);
  return { state: deriveState(readings, now), reading: query.isFetching };
}

/**
 * The newest toggle rows. Null until something on the page has read both kinds, because one kind alone does not show which
 * toggle came last. Sends nothing.
 */
export function useNewestRows(): NewestRows | null {
  const { tenantId } = useReadable();
  const looksOn = { enabled: false } as const;
  const engage = useQuery({ ...getKillSwitchHistory(tenantId, 'engage', HISTORY_LENGTH), ...looksOn });
  const disengage = useQuery({ ...getKillSwitchHistory(tenantId, 'disengage', HISTORY_LENGTH), ...looksOn });
  if (!engage.data || !disengage.data) return null;
  return { engage: engage.data.data.rows[0] ?? null, disengage: disengage.data.data.rows[0] ?? null };
}

/** What the console knows about the switch now: the reading, unless something contradicts it. */
export function useSwitchState(how: Watching = {}): { state: SwitchState; reading: boolean } {
  const { state, reading } = useSwitchReading(how);
  const { watch } = useToggles().toggles;
  const rows = useNewestRows();
  const { controlled } = useControlled();
  const now = useNow();
  return { state: withDoubt(state, { watch, rows, controlled }, now), reading };
}

/** The newest toggles of both kinds, and what is missing. */
export function useToggleHistory(how: Watching = {}) {
  const { tenantId, enabled } = useReadable();
  const options = { enabled, ...watching(how) };
  const engage = useQuery({ ...getKillSwitchHistory(tenantId, 'engage', HISTORY_LENGTH), ...options });
  const disengage = useQuery({ ...getKillSwitchHistory(tenantId, 'disengage', HISTORY_LENGTH), ...options });
  const pages = [engage.data?.data, disengage.data?.data].filter((page) => page !== undefined);
  const sum = (key: 'total' | 'unreadable' | 'foreign' | 'redactedTenant') =>
    pages.reduce((total, page) => total + page[key], 0);

  return {
    rows: mergeToggles(
      pages.map((page) => page.rows),
      HISTORY_LENGTH,
    ),
    complete: pages.length === 2,
    total: sum('total'),
    unreadable: sum('unreadable'),
    foreign: sum('foreign'),
    redactedTenant: sum('redactedTenant'),
    failures: [
      { what: 'Engage rows', error: engage.error },
      { what: 'Disengage rows', error: disengage.error },
    ].filter(({ error }) => error !== null),
  };
}

export type ToggleHistory = ReturnType<typeof useToggleHistory>;
