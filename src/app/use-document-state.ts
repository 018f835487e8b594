import { useEffect } from 'react';
import { useOutletContext } from 'react-router-dom';
import type { SwitchState } from '../switch/derive-state';
import { stateShapes } from '../ui/state-icon';

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

function showInTab(kind: SwitchState['kind'] | null, page: string) {
  document.title = [kind && words[kind], page, APP].filter((part) => part).join(' · ');
  const { path } = stateShapes[kind ?? 'checking'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="${colors[kind ?? 'checking']}" fill-rule="evenodd" d="${path}"/></svg>`;
  document
    .querySelector('link[rel=icon]')
    ?.setAttribute('href', `data:image/svg+xml,${encodeURIComponent(svg)}`);
}

/** Shows the state of the switch in the tab, where it is visible while the page is not. Null for those who may not see it. */
export function useDocumentState(kind: SwitchState['kind'] | null, page: string) {
  // Effect: the tab's title and icon are outside React's tree, and must be reset when the page goes away.
  useEffect(() => {
    showInTab(kind, page);
    return () => showInTab(null, '');
  }, [kind, page]);
}

/**
 * Sets the tab's title while a page is open. The shell around the page provides the state; null for those who may not see
 * it.
 */
export function usePageTitle(title: string) {
  useDocumentState(useOutletContext<SwitchState['kind'] | null>(), title);
}
