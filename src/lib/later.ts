import { useEffect, useSyncExternalStore } from 'react';

type Loaded<Code> = { code: Code | null; failed: boolean };

/**
 * Code in a script of its own, as a hook. It is asked for once it is wanted, after everything that is on the page has been
 * drawn. When it is lost, nothing else is, and `ask` asks again.
 */
export function later<Code>(load: () => Promise<Code>) {
  let loaded: Loaded<Code> = { code: null, failed: false };
  const listeners = new Set<() => void>();

  function become(next: Loaded<Code>) {
    loaded = next;
    for (const listener of listeners) listener();
  }
  async function ask() {
    try {
      become({ code: await load(), failed: false });
    } catch {
      become({ code: null, failed: true });
    }
  }
  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return function useLater(wanted: boolean): Loaded<Code> & { ask: () => void } {
    const { code, failed } = useSyncExternalStore(subscribe, () => loaded);
    // Effect: what is more urgent is drawn first.
    useEffect(() => {
      if (wanted && loaded.code === null) void ask();
    }, [wanted]);
    return { code, failed, ask: () => void ask() };
  };
}
