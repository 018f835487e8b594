import { useEffect, useRef } from 'react';
import type { SwitchState } from '../switch/derive-state';
import { modeWords, toldMode, type ModeState } from '../guardian/mode';
import { announce } from '../stores/announcements';

const spoken: Record<SwitchState['kind'], string | null> = {
  checking: null,
  disengaged: 'Kill switch disengaged.',
  engaged: 'Kill switch engaged.',
  unknown: 'Kill switch state unknown.',
};

/**
 * Announces each text to screen readers once, with `more`, which alone is no news. The first one is polite, or silent when it
 * equals `noNews`; a change is assertive.
 */
function useAnnouncedOnce(text: string | null, { noNews, more = '' }: { noNews?: string; more?: string }) {
  const told = useRef<string | null>(null);
  // Effect: an announcement is an event outside of what is rendered.
  useEffect(() => {
    if (text === null || text === told.current) return;
    const first = told.current === null;
    told.current = text;
    if (!first || text !== noNews) announce(text + more, first ? 'polite' : 'assertive');
  }, [text, noNews, more]);
}

/**
 * Announces the state of the switch; null for those who may not see it. While an accepted engage is being read back, nothing
 * is announced. A disengage does not let agents run whose host is in Safe Mode.
 */
export function useAnnouncedState(state: SwitchState | null, guardian: ModeState) {
  const doubt = state?.kind === 'unknown' && state.cause === 'contradicted' ? state.doubt : null;
  const readingBack = doubt?.by === 'engage-accepted' && doubt.reading;
  const mode = state?.kind === 'disengaged' ? spokenMode(guardian) : null;
  const more = mode === null || mode === NORMAL ? '' : ` ${mode}`;
  useAnnouncedOnce(state && !readingBack ? spoken[state.kind] : null, { more });
}

const NORMAL = 'Guardian mode NORMAL.';

/** Announces the Guardian's mode. */
export function useAnnouncedMode(state: ModeState) {
  useAnnouncedOnce(spokenMode(state), { noNews: NORMAL });
}

function spokenMode(state: ModeState): string | null {
  const mode = toldMode(state);
  switch (mode) {
    case 'checking':
    case 'absent':
      return null;
    case 'unknown':
      return 'Safe Mode unknown.';
    case 'NORMAL':
      return NORMAL;
    default:
      return `SAFE MODE. Mode ${modeWords[mode]}.`;
  }
}
