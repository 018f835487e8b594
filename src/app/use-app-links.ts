import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { pathOf } from '../lib/paths';

/**
 * A click handler for the element around the pages: ordinary links to pages of this app are followed without a reload.
 * So `ui` and the features need no router to link, and opening in a new tab works as everywhere.
 */
export function useAppLinks() {
  const navigate = useNavigate();
  return (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.download)
      return;
    const path = pathOf(new URL(link.href), window.location.origin);
    if (path === null || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    void navigate(path);
  };
}
