import { defineConfig } from 'vitest/config';

// The tests that `npm run mutate` runs: those beside the mutated modules, since each mutant runs them again.
export default defineConfig({
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    isolate: false,
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          include: ['src/{lib,switch,action,guardian}/*.test.ts', 'src/auth/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          environment: 'jsdom',
          setupFiles: ['src/testing/setup.ts', 'src/testing/window-setup.ts'],
          include: ['src/api/http/{freshness,outcome,polling,reading,tenant}.test.ts'],
        },
      },
    ],
  },
});
