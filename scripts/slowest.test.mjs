// @vitest-environment node
import { expect, test } from 'vitest';
import { slowest, timesOfPlaywright, timesOfVitest } from './slowest.mjs';

test('the thirty slowest tests of both runners are listed, slowest first', () => {
  const assertionResults = Array.from({ length: 40 }, (_, n) => ({
    fullName: `unit ${n}`,
    duration: n * 100,
  }));
  const unit = timesOfVitest({ testResults: [{ name: '/root/src/a.test.ts', assertionResults }] }, '/root');
  const spec = { title: 'flow', file: 'admin.spec.ts', tests: [{ results: [{ duration: 9_000 }] }] };
  const browser = timesOfPlaywright({ suites: [{ title: 'x', suites: [{ title: 'y', specs: [spec] }] }] });
  const lines = slowest([...unit, ...browser]).split('\n');
  expect(lines).toHaveLength(31);
  expect(lines[1]).toBe('   9.0 s  e2e/admin.spec.ts › flow');
  expect(lines[2]).toBe('   3.9 s  src/a.test.ts › unit 39');
});

test('nothing is listed when nothing ran', () => {
  expect(slowest([...timesOfVitest(undefined, '/root'), ...timesOfPlaywright(undefined)])).toBe('');
});
