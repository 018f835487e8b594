import type { EventKind, GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Instant } from '../lib/clock';
import { useFirstKnown } from '../lib/take-in';
import { askedSince } from '../api/http/asked-since';
import { idsOf, newEvents } from './events';
import { useEvents } from './use-events';

/** Who did something, and when, as the Guardian recorded it. */
export type Change = Pick<GuardianEvent, 'actor' | 'timestamp'>;

/**
 * The event that overtook a dialog: the newest event of `kind` that did not exist when the dialog opened. It is looked for
 * once events were requested after the status that shows the change (`shownAt`, null before). Once found it stays: a later
 * event is another change.
 */
export function useChange(kind: EventKind, shownAt: Instant | null): Change | null {
  const { data } = useEvents();
  // If the events had not been read when the dialog opened, the first ones read afterwards count.
  const before = useFirstKnown(shownAt ? null : (data?.data.items ?? null));
  const after = shownAt && data && askedSince(data, shownAt) ? data.data.items : [];
  return useFirstKnown((before && newEvents(after, kind, idsOf(before))[0]) ?? null);
}
