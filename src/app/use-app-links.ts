import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { pathOf } from '../lib/paths';

/** The page of this app that a click is about to open in this tab; null for every other click. */
export function pathOfClick(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.download)
    return null;
  if (link.getAttribute('href')?.startsWith('#')) return null;
  return pathOf(new URL(link.href), window.location.origin);
}

/**
 * Follows ordinary links to pages of this app without a reload. So `ui` and the features need no router to link, and
 * opening in a new tab works as everywhere.
 */
export function useAppLinks() {
  const navigate = useNavigate();
  // Effect: links may stand anywhere on the page, so the document is where their clicks meet.
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const path = pathOfClick(event);
      if (path === null) return;
      event.preventDefault();
      void navigate(path);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}
