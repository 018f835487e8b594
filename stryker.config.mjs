// @ts-check
// `npm run mutate`: breaks the modules that keep the laws in every small way, and lists what no test notices.
// docs/mutations.md has the figures and the reasons. One module: `npm run mutate -- --mutate src/lib/reason.ts`.

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutate.config.ts' },
  coverageAnalysis: 'perTest',
  // What runs once, while a module is loaded, is a constant: a mutant of it would run every test.
  ignoreStatic: true,
  mutate: [
    'src/api/http/{freshness,reading,outcome,tenant,polling}.ts',
    'src/lib/{clock,reason,text,time}.ts',
    'src/action/action-state.ts',
    'src/switch/{derive-state,doubt,latest-toggle,read-back,toggle-evidence,toggles,watch}.ts',
    'src/auth/capabilities.ts',
    'src/guardian/{action-effect,clashes,events,mode}.ts',
  ],
  // What is only built or read is not copied.
  ignorePatterns: ['dist', 'dist-demo', 'docs', 'e2e', 'test-results', 'playwright-report'],
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false },
  tempDirName: '.stryker-tmp',
};
