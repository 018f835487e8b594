import { useEffect, useRef, useState } from 'react';
import { olderEvents } from '../../../api/guardian/guardian-actions';
import type { GuardianEvent } from '../../../api/guardian/recovery-schemas';
import { announce } from '../../../stores/announcements';

type Events = readonly GuardianEvent[];

/** How it stands with the events that are older than those shown. */
export type Older =
  | { phase: 'idle' }
  | { phase: 'loading' }
  | { phase: 'failed'; error: unknown }
  /** The Guardian says that there are no older ones. */
  | { phase: 'end' }
  /** It was asked for older ones, and gave the same again. */
  | { phase: 'repeated' };

const unknownIn = (known: Events) => {
  const ids = new Set(known.map(({ id }) => id));
  return ({ id }: GuardianEvent) => !ids.has(id);
};

/** `kept` with what is newer, both newest first; null when they do not meet, and what lies between is not known. */
function withNewer(kept: Events, newest: Events): Events | null {
  const newer = newest.filter(unknownIn(kept));
  if (newer.length === newest.length) return null;
  return newer.length === 0 ? kept : [...newer, ...kept];
}

/**
 * The newest events, and as many older ones as somebody asked for: newest first and without a gap. After a gap, because
 * nothing could be read for long, it begins with the newest again.
 */
export function useEventLog(tenantId: string, newest: Events | null) {
  const [kept, setKept] = useState<Events | null>(null);
  const [older, setOlder] = useState<Older>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);

  // Effect: nobody waits for the answer once the page is left.
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
      const { data } = await olderEvents(tenantId, before, controller.signal);
      const further = data.items.filter(unknownIn(events));
      // Not onto what began anew meanwhile.
      setKept((now) => (now?.at(-1)?.id === before ? [...now, ...further] : now));
      settle({ phase: data.items.length === 0 ? 'end' : further.length === 0 ? 'repeated' : 'idle' });
      announce(`Older events loaded: ${further.length}.`, 'polite');
    } catch (error) {
      if (!controller.signal.aborted) settle({ phase: 'failed', error });
    }
  }

  return { events, older, loadOlder };
}
