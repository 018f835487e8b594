import { useState } from 'react';
import type { EventKind, GuardianEvent } from '../api/guardian/recovery-schemas';
import type { Instant } from '../lib/clock';
import { askedSince } from './asked-since';
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
  const items = data?.data.items ?? null;
  const [before, setBefore] = useState(items);
  const [change, setChange] = useState<Change | null>(null);
  // Learned late if the events had not been read when the dialog opened.
  if (!before && items && !shownAt) setBefore(items);
  const after = shownAt && data && askedSince(data, shownAt) ? data.data.items : [];
  const found = change ?? (before && newEvents(after, kind, idsOf(before))[0]) ?? null;
  if (found !== change) setChange(found);
  return found;
}
