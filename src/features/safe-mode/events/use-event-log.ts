import { useEffect, useRef, useState } from 'react';
import { olderEvents } from '../../../api/guardian/guardian-actions';
import type { GuardianAt } from '../../../api/guardian/guardian-at';
import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { announce } from '../../../stores/announcements';

type Events = readonly GuardianEvent[];

/** The state of loading events that are older than those shown. */
export type Older =
  | { phase: 'idle' }
  | { phase: 'loading' }
  | { phase: 'failed'; error: unknown }
  /** The Guardian says that there are no older events. */
  | { phase: 'end' }
  /** The Guardian was asked for older events and returned the same ones again. */
  | { phase: 'repeated' };

const unknownIn = (known: Events) => {
  const ids = new Set(known.map(({ id }) => id));
  return ({ id }: GuardianEvent) => !ids.has(id);
};

/**
 * `kept` with the newer events in front, newest first. Null when the lists do not overlap, because the events between them
 * are not known.
 */
function withNewer(kept: Events, newest: Events): Events | null {
  const newer = newest.filter(unknownIn(kept));
  if (newer.length === newest.length) return null;
  return newer.length === 0 ? kept : [...newer, ...kept];
}

/**
 * The newest events, and the older ones that somebody loaded: newest first and without a gap. When nothing could be read for
 * a long time there may be a gap; the list then starts again with the newest events.
 */
export function useEventLog(at: GuardianAt, newest: Events | null) {
  const [kept, setKept] = useState<Events | null>(null);
  const [older, setOlder] = useState<Older>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);

  // Effect: once the page is left, nobody waits for the answer.
  useEffect(() => () => running.current?.abort(), []);

  const joined = kept && newest ? withNewer(kept, newest) : kept;
  if (joined !== kept) {
    setKept(joined);
    if (joined === null) setOlder({ phase: 'idle' });
  }
  const events = joined ?? newest;

  async function loadOlder() {
    const before = events?.at(-1)?.id;
    if (!events || before === undefined || older.phase === 'loading') return;
    const settle = (next: Older) => setOlder((now) => (now.phase === 'loading' ? next : now));
    const controller = new AbortController();
    running.current = controller;
    setKept(events);
    setOlder({ phase: 'loading' });
    try {
      const { data } = await olderEvents(at, before, controller.signal);
      const further = data.items.filter(unknownIn(events));
      // Not added when the list has started again meanwhile.
      setKept((now) => (now?.at(-1)?.id === before ? [...now, ...further] : now));
      settle({ phase: data.items.length === 0 ? 'end' : further.length === 0 ? 'repeated' : 'idle' });
      announce(`Older events loaded: ${further.length}.`, 'polite');
    } catch (error) {
      if (!controller.signal.aborted) settle({ phase: 'failed', error });
    }
  }

  return { events, older, loadOlder };
}
