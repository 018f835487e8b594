import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { watchedQueries } from '../api/http/polling';
import { readAnew } from '../api/http/read-anew';
import { clockWentBack, elapsedMs } from '../lib/clock';
import { useNow } from '../ui/use-now';

/** A tick that is later than this means that the device slept or the tab was frozen. */
const SLEPT_MS = 10_000;

/**
 * Reads the watched queries again at once on focus, on return from the back/forward cache, on wake, on reconnect, and when
 * the browser reports that the network is gone: what was read before is then no longer certain. Nothing else: a history of
 * 10,000 rows is not read again each time somebody looks at the tab.
 */
export function useRefreshOnReturn() {
  const client = useQueryClient();
  const now = useNow();
  const before = useRef(now);

  // Effect: these moments come from outside the page.
  useEffect(() => {
    const refresh = (event: Event) => {
      if (event.type === 'visibilitychange' && document.visibilityState === 'hidden') return;
      // The event also fires at the end of a page's first load, which has just read everything.
      if (event instanceof PageTransitionEvent && !event.persisted) return;
      void client.refetchQueries(watchedQueries, { cancelRefetch: false });
    };
    const events = ['focus', 'visibilitychange', 'pageshow', 'online', 'offline'] as const;
    for (const name of events) window.addEventListener(name, refresh);
    return () => {
      for (const name of events) window.removeEventListener(name, refresh);
    };
  }, [client]);

  // Effect: a late tick is the only sign of a wake that every browser gives. A clock that was set back also makes the known
  // state uncertain.
  useEffect(() => {
    const slept = elapsedMs(before.current, now) > SLEPT_MS || clockWentBack(before.current, now);
    before.current = now;
    if (slept) void readAnew(client, watchedQueries);
  }, [client, now]);
}
