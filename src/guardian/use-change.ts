import type { EventKind, GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Instant } from '../lib/clock';
import { useFirstKnown } from '../lib/take-in';
import { askedSince } from '../api/http/asked-since';
import { idsOf, newEvents } from './events';
import { useEvents } from './use-events';

/** Who did something, and when, as the Guardian recorded it. */
export type Change = Pick<GuardianEvent, 'actor' | 'timestamp'>;

/**
 * What overtook a dialog: the newest event of its kind that was not there when it opened, once the events were asked for
 * after the status that shows the change (`shownAt`, null before). It stays found: what comes later is another change.
 */
export function useChange(kind: EventKind, shownAt: Instant | null): Change | null {
  const { data } = useEvents();
  // Learned late if the events had not been read when the dialog opened.
  const before = useFirstKnown(shownAt ? null : (data?.data.items ?? null));
  const after = shownAt && data && askedSince(data, shownAt) ? data.data.items : [];
  return useFirstKnown((before && newEvents(after, kind, idsOf(before))[0]) ?? null);
}
