import address from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
import { browserStorage } from '../lib/storage';

// The lever comes first: the first visit is drawn in the system's own letters, and loads these when the lever is ready. From
// then on they come from the browser's cache. Letters that are not there before the page is built are not used at all,
// because nothing may move when they come.

const KEY = 'ksc.inter';

const load = (then: () => void) => {
  // A test's window, and an old browser, has no fonts.
  (document.fonts as FontFaceSet | undefined)?.load('1em Inter').then(then, () => {});
};

/** Uses the letters if the browser has kept them, and if they are there before the page is built. */
export function takeKeptLetters(isBuilt: () => boolean) {
  if (browserStorage.getItem(KEY) !== address) return;
  load(() => isBuilt() || (document.documentElement.dataset['inter'] = ''));
}

/** Loads the letters for the next visit. */
export const keepLetters = () => load(() => browserStorage.setItem(KEY, address));
