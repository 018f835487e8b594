import { useEffect } from 'react';
import { useOutletContext } from 'react-router-dom';
import type { SwitchState } from '../switch/derive-state';
import { stateShapes, type StateIconName } from '../ui/state-icon';

const APP = 'Kill Switch Console';
/** Favicons do not follow the theme: each colour must be visible on light and dark tab bars. */
const colors: Record<SwitchState['kind'], string> = {
  checking: '#7d8795',
  disengaged: '#1c8a41',
  engaged: '#d3242c',
  unknown: '#c98a00',
};
const words: Record<SwitchState['kind'], string> = {
  checking: 'Checking…',
  disengaged: 'Disengaged',
  engaged: 'ENGAGED',
  unknown: 'Unknown',
};

export type Shown = {
  /** Of the switch; null for those who may not see it. */
  kind: SwitchState['kind'] | null;
  /** Of the Guardian, as its shape; null without one. */
  mode: StateIconName | null;
};

function showInTab({ kind, mode }: Shown, page: string) {
  const safeMode = mode === 'engaged' ? 'SAFE MODE' : mode === 'unknown' && 'Safe Mode unknown';
  document.title = [kind && words[kind], safeMode, page, APP].filter((part) => part).join(' · ');
  // The worse of the two: a good state beside a bad one has no place in so small a picture.
  const shape =
    (['engaged', 'unknown'] as const).find((bad) => bad === kind || bad === mode) ?? kind ?? 'checking';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="${colors[shape]}" fill-rule="evenodd" d="${stateShapes[shape].path}"/></svg>`;
  document
    .querySelector('link[rel=icon]')
    ?.setAttribute('href', `data:image/svg+xml,${encodeURIComponent(svg)}`);
}

/** Shows both states in the tab, where they are visible while the page is not. */
export function useDocumentState({ kind, mode }: Shown, page: string) {
  // Effect: the tab's title and icon are outside React's tree, and must be reset when the page goes away.
  useEffect(() => {
    showInTab({ kind, mode }, page);
    return () => showInTab({ kind: null, mode: null }, '');
  }, [kind, mode, page]);
}

/** Sets the tab's title while a page is open. The shell around the page provides the states. */
export function usePageTitle(title: string) {
  useDocumentState(useOutletContext<Shown>(), title);
}
