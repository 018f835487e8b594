import { useEffect, useRef } from 'react';
import type { SwitchState } from '../features/kill-switch/derive-state';
import { announce } from '../stores/announcements';

const spoken: Record<Exclude<SwitchState['kind'], 'checking'>, string> = {
  disengaged: 'Kill switch disengaged.',
  engaged: 'Kill switch engaged.',
  unknown: 'Kill switch state unknown.',
};

/** Tells screen readers each state once: what is found first politely, a change assertively. */
export function useAnnouncedState(kind: SwitchState['kind'] | null) {
  const told = useRef<SwitchState['kind'] | null>(null);
  // Effect: an announcement is an event outside of what is rendered.
  useEffect(() => {
    if (kind === null || kind === 'checking' || kind === told.current) return;
    announce(spoken[kind], told.current === null ? 'polite' : 'assertive');
    told.current = kind;
  }, [kind]);
}
