import { useLayoutEffect, useState } from 'react';

/**
 * The state of a component after taking in what is read now. `next` is computed during render, so that the page never shows
 * anything older than the newest reading. It is stored after the render, so that no state is set during render. `next` must
 * be `stored` itself when there is nothing new.
 */
export function useTakeIn<State>(stored: State, next: State, store: (next: State) => void): State {
  // Layout effect: the state must be stored before the person can act on what is shown.
  useLayoutEffect(() => {
    if (next !== stored) store(next);
  });
  return next;
}

/** The first value that was known. It stays, because a later value has another cause. */
export function useFirstKnown<Value>(value: Value | null): Value | null {
  const [known, setKnown] = useState<Value | null>(null);
  return useTakeIn(known, known ?? value, (next) => setKnown(() => next));
}
