import { useEffect, useEffectEvent, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { can } from '../../auth/capabilities';
import { paths } from '../../lib/paths';
import { actionOf, type KeyAction } from './keys';
import { whenThere } from './when-there';

const SEARCH = 'main input[type=search], main [role=searchbox]';

/** Single keys, while the person wants them. `onHelp` shows what they do. */
export function useKeys(on: boolean, role: string, onHelp: () => void) {
  const navigate = useNavigate();
  const stopWaiting = useRef(() => {});

  const run = useEffectEvent((action: KeyAction) => {
    if (action === 'help') return onHelp();
    // The button itself, so that a key does neither more nor less than a click.
    if (action === 'refresh') return buttonNamed('Refresh')?.click();
    if (!document.querySelector(SEARCH)) {
      if (!can(role, 'canViewActivationHistory')) return;
      void navigate(paths.history);
    }
    stopWaiting.current = whenThere(SEARCH, (field) => field.focus());
  });

  // Effect: the keys belong to the whole page.
  useEffect(() => {
    if (!on) return;
    // Whatever the person does next counts more than a field that is still awaited.
    const stop = () => stopWaiting.current();
    const press = (event: KeyboardEvent) => {
      stop();
      const action = actionOf(event);
      if (!action) return;
      // Some browsers search within the page when `/` is pressed.
      event.preventDefault();
      run(action);
    };
    document.addEventListener('keydown', press);
    document.addEventListener('pointerdown', stop);
    return () => {
      stop();
      document.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', stop);
    };
  }, [on]);
}

function buttonNamed(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent) === name,
  );
}
