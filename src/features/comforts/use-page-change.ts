import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';
import { announce } from '../../stores/announcements';
import { dialogIsOpen, isTyping } from './is-busy';
import { whenThere } from './when-there';

/**
 * After a change of the page, its main heading has the focus and is announced once, as after a load of a page. Not at the
 * first page, and the focus stays where the person types.
 */
export function usePageChange() {
  const { pathname, hash } = useLocation();
  const back = useNavigationType() === 'POP';
  const shown = useRef(pathname);

  // Effect: focus and announcements are outside of what is rendered, and the page's code may still be loading.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    return whenThere('main h1', (heading) => {
      announce(`Page: ${heading.textContent}.`, 'polite');
      if (dialogIsOpen() || isTyping(document.activeElement) || hash) return;
      heading.tabIndex = -1;
      // The browser restores where the page was scrolled to.
      heading.focus({ preventScroll: back });
    });
  }, [pathname, hash, back]);
}
