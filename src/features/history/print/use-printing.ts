import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let printing = false;

function subscribe(listener: () => void) {
  const paper = window.matchMedia?.('print');
  const change = (now: boolean) => () => {
    printing = now;
    // The browser lays out the page for paper as soon as its listeners have returned.
    flushSync(listener);
  };
  const [begin, end] = [change(true), change(false)];
  const follow = ({ matches }: { matches: boolean }) => (matches ? begin() : end());
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  paper?.addEventListener('change', follow);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
    paper?.removeEventListener('change', follow);
  };
}

/** Whether the page is being printed. It then shows what paper needs, and as much as fits. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => printing);
}
