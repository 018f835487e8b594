import { useLayoutEffect, useState } from 'react';

/**
 * What a component keeps, with what is read now taken in. `next` is computed during render, so that what is shown is never
 * older than what was read; it is stored afterwards, so that nothing is set during render. `next` must be `stored` itself
 * when there is nothing new.
 */
export function useTakeIn<State>(stored: State, next: State, store: (next: State) => void): State {
  // Layout effect: what is shown has to be stored before anybody can act on it.
  useLayoutEffect(() => {
    if (next !== stored) store(next);
  });
  return next;
}

/** The first value that was known. It stays: what comes later is another matter. */
export function useFirstKnown<Value>(value: Value | null): Value | null {
  const [known, setKnown] = useState<Value | null>(null);
  return useTakeIn(known, known ?? value, (next) => setKnown(() => next));
}
