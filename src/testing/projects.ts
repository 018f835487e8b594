import type { TestProjectConfiguration } from 'vitest/config';

/** Tests that need a window, but not the whole console. */
const IN_A_WINDOW = [
  'src/{api,auth}/**/*.test.ts',
  'src/{ui,lib}/**/*.test.tsx',
  'src/app/draw-anew.test.tsx',
  'src/features/history/table/row-text.test.tsx',
  'src/guardian/{presence,use-send-to-guardian}.test.tsx',
  'mocks/demo/*.test.tsx',
];

/** Tests that replace modules or load them again. Each file has its own modules. */
const WITH_OWN_MODULES = [
  'src/app/{comforts-lost,error-boundary,header,page}.test.tsx',
  'src/auth/session/session-banner.test.tsx',
  'src/stores/drafts.test.tsx',
];

/** How each kind of unit and component test runs: docs/tests.md says which kind a new test is. */
export const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      // These tests need no page, and so no new one for each file. That is eight times as fast.
      name: 'pure',
      environment: 'node',
      isolate: false,
      include: ['{src,core,mocks}/**/*.test.ts', 'scripts/**/*.test.mjs'],
      exclude: IN_A_WINDOW,
    },
  },
  {
    extends: true,
    // These tests open files, ports and databases, and start processes.
    test: { name: 'server', environment: 'node', include: ['{server,guardian}/**/*.test.ts'] },
  },
  {
    extends: true,
    // One window for all files of a worker takes half the time.
    test: {
      name: 'window',
      environment: 'jsdom',
      isolate: false,
      setupFiles: ['src/testing/window-setup.ts'],
      include: IN_A_WINDOW,
    },
  },
  {
    extends: true,
    // The console is loaded once for each worker, and every test leaves it as it was.
    test: {
      name: 'app',
      environment: 'jsdom',
      isolate: false,
      setupFiles: ['src/testing/window-setup.ts', 'src/testing/app-setup.ts'],
      include: ['{src,mocks}/**/*.test.tsx'],
      exclude: [...IN_A_WINDOW, ...WITH_OWN_MODULES],
    },
  },
  {
    extends: true,
    test: {
      name: 'own modules',
      environment: 'jsdom',
      setupFiles: ['src/testing/window-setup.ts', 'src/testing/app-setup.ts'],
      include: WITH_OWN_MODULES,
    },
  },
];
