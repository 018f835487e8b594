import { builtinEnvironments, type Environment } from 'vitest/environments';

/** Where a worker keeps its window: the environment's own module may be loaded anew for each file. */
const KEY = Symbol.for('shared window of the tests');

/**
 * jsdom's window, made once for each worker: making one takes a second, and the files that share it leave it as it was
 * (setup.ts, app-setup.ts).
 */
const sharedWindow: Environment = {
  name: 'shared-window',
  viteEnvironment: 'client',
  async setup(global: typeof globalThis & { [KEY]?: true }, options) {
    if (!global[KEY]) {
      await builtinEnvironments.jsdom.setup(global, options);
      global[KEY] = true;
    }
    return { teardown() {} };
  },
};

export default sharedWindow;
