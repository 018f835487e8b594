import { useEffect } from 'react';
import { useOutletContext } from 'react-router-dom';
import type { SwitchState } from '../switch/derive-state';
import { stateShapes } from '../ui/state-icon';

const APP = 'Kill Switch Console';
/** Favicons take no theme: one colour that shows on light and dark tab bars. */
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

/** Carries the state of the switch into the tab, where it is seen while the page is not; null where nobody may see it. */
export function useDocumentState(kind: SwitchState['kind'] | null, page: string) {
  // Effect: the tab's title and icon live outside React's tree of this page, and must not outlive it.
  useEffect(() => {
    showInTab(kind, page);
    return () => showInTab(null, '');
  }, [kind, page]);
}

/** The tab's title while a page is open. The shell around it hands down the state, null where nobody may see it. */
export function usePageTitle(title: string) {
  useDocumentState(useOutletContext<SwitchState['kind'] | null>(), title);
}
