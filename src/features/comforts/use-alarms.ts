import { useEffect, useRef } from 'react';
import type { ModeState } from '../../guardian/mode';
import { guarded } from '../../lib/storage';
import type { SwitchState } from '../../switch/derive-state';
import { nextAlarms, type Alarms } from './alarms';

/** Tells of a new alarm outside of the page, while the tab is hidden and the person wants it. */
export function useAlarms(on: boolean, state: SwitchState | null, mode: ModeState) {
  const told = useRef<Alarms>({ switch: undefined, mode: undefined });

  // Effect: a notification is outside of the page. It is also run for each second that passes, and then changes nothing.
  useEffect(() => {
    const before = told.current;
    const alarms = nextAlarms(before, state, mode);
    told.current = alarms;
    if (!on || document.visibilityState !== 'hidden') return;
    for (const system of ['switch', 'mode'] as const) {
      const alarm = alarms[system];
      // What was so when the page came is no news.
      if (alarm && before[system] !== undefined && before[system] !== alarm) notify(alarm);
    }
  });
}

function notify(title: string) {
  // Some browsers have notifications only for service workers, and a permission may be taken back: then nothing is shown.
  const shown = guarded(() => new Notification(title, { tag: title, body: 'Open the console to see more.' }));
  if (!shown) return;
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
  });
}
