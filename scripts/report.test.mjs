// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, summary } from './report.mjs';

const file = (name, statuses, status = statuses.includes('failed') ? 'failed' : 'passed') => ({
  name,
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});
const vitest = (files, code = 0, filtered = false) => countVitest({ testResults: files }, { code, filtered });
const playwright = (stats, { errors = [], ...ending } = {}) =>
  countPlaywright(
    { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors },
    { code: 0, ...ending },
  );
const lastLine = (rows) => summary(rows).split('\n').at(-1);

describe('unit and component tests', () => {
  test('are counted separately', () => {
    const rows = vitest(
      [file('a.test.ts', ['passed', 'passed']), file('b.test.tsx', ['passed', 'failed'])],
      1,
    );
    expect(rows).toEqual([
      { suite: 'unit', passed: 2, failed: 0 },
      { suite: 'component', passed: 1, failed: 1 },
    ]);
  });

  test('count a skipped test as failed, unless the person chose which tests to run', () => {
    const files = [file('a.test.ts', ['passed', 'skipped', 'todo', 'pending'])];
    expect(vitest(files)).toMatchObject([{ passed: 1, failed: 3, note: '3 skipped, which is not allowed' }]);
    expect(vitest(files, 0, true)).toEqual([{ suite: 'unit', passed: 1, failed: 0 }]);
  });

  test.each([
    [
      'a file that cannot be imported',
      [file('a.test.ts', ['passed']), file('b.test.ts', [], 'failed')],
      1,
      1,
    ],
    ['a hook that throws after its tests', [file('a.test.ts', ['passed'], 'failed')], 1, 1],
    ['an unhandled rejection', [file('a.test.ts', ['passed'])], 1, 1],
    ['no test at all', [], 0, 0],
  ])('count %s as one failure', (_, files, code, passed) => {
    expect(lastLine(vitest(files, code))).toBe(`${passed} passed, 1 failed`);
  });

  test('count a crash before the report as one failure', () => {
    expect(lastLine(countVitest(undefined, { code: 134 }))).toBe('0 passed, 1 failed');
  });
});

describe('browser tests', () => {
  test('count flaky and skipped tests as failed', () => {
    const rows = playwright({ expected: 5, unexpected: 1, flaky: 2, skipped: 3 }, { code: 1 });
    expect(rows).toEqual([{ suite: 'e2e', passed: 5, failed: 6, note: '3 skipped, which is not allowed' }]);
  });

  test('leave skipped tests out when the person chose which tests to run', () => {
    expect(playwright({ expected: 1, skipped: 3 }, { filtered: true })).toMatchObject([
      { passed: 1, failed: 0 },
    ]);
  });

  test.each([
    ['an error outside of a test', { errors: [{}], code: 1 }, 5],
    ['an ending with an error', { code: 1 }, 5],
    ['no test at all', {}, 0],
  ])('count %s as one failure', (_, ending, expected) => {
    expect(lastLine(playwright({ expected }, ending))).toBe(`${expected} passed, 1 failed`);
  });

  test('count a crash before the report as one failure', () => {
    expect(lastLine(countPlaywright(undefined, { code: 1 }))).toBe('0 passed, 1 failed');
  });
});

test('the summary ends with the sum', () => {
  expect(
    summary([
      { suite: 'types', passed: 1, failed: 0, seconds: 4.25 },
      { suite: 'e2e', passed: 0, failed: 1, note: 'not run' },
    ]),
  ).toBe(
    [
      'suite  passed  failed     time',
      'types       1       0    4.3 s',
      'e2e         0       1           not run',
      '',
      '1 passed, 1 failed',
    ].join('\n'),
  );
});
