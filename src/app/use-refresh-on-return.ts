import { useQueryClient, type QueryFilters } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { clockWentBack, elapsedMs } from '../lib/clock';
import { useNow } from '../ui/use-now';

/** A tick that comes this late means that the device slept or the tab was frozen. */
const SLEPT_MS = 10_000;

/** Only what is watched anyway: a history of 10,000 rows is not read again whenever somebody looks at the tab. */
const stale: QueryFilters = { type: 'active', predicate: ({ meta }) => meta?.['watched'] === true };

/**
 * Reads what the page watches again at once on focus, on return from the back/forward cache, on wake, on reconnect, and when the
 * browser says that the network is gone: what was read is then no longer known to be so.
 */
export function useRefreshOnReturn() {
  const client = useQueryClient();
  const now = useNow();
  const before = useRef(now);

  // Effect: these moments come from outside the page.
  useEffect(() => {
    const refresh = (event: Event) => {
      if (event.type === 'visibilitychange' && document.visibilityState === 'hidden') return;
      // It also ends a page's first load, which has read everything just now.
      if (event instanceof PageTransitionEvent && !event.persisted) return;
      void client.refetchQueries(stale, { cancelRefetch: false });
    };
    const events = ['focus', 'visibilitychange', 'pageshow', 'online', 'offline'] as const;
    for (const name of events) window.addEventListener(name, refresh);
    return () => {
      for (const name of events) window.removeEventListener(name, refresh);
    };
  }, [client]);

  // Effect: a late tick is the only sign of a wake that every browser gives. A clock set back ends what is known, too.
  useEffect(() => {
    const slept = elapsedMs(before.current, now) > SLEPT_MS || clockWentBack(before.current, now);
    before.current = now;
    if (slept) void client.refetchQueries(stale, { cancelRefetch: true });
  }, [client, now]);
}
