import { describe, expect, it } from 'vitest';
import { failedTests, failuresOfPlaywright, failuresOfVitest } from './failures.mjs';

describe('the failed tests at the end of npm test', () => {
  it('come from vitest’s report, with the file and the error', () => {
    const report = {
      testResults: [
        {
          name: '/root/src/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'one' },
            { status: 'failed', fullName: 'two', failureMessages: ['Error: \u001B[31mno\u001B[39m'] },
          ],
        },
        { name: '/root/src/b.test.ts', status: 'failed', message: 'cannot import', assertionResults: [] },
        { name: '/root/src/c.test.ts', status: 'passed', assertionResults: [] },
      ],
    };
    const failures = failuresOfVitest(report, '/root');
    expect(failures.map(({ name }) => name)).toEqual(['src/a.test.ts › two', 'src/b.test.ts']);
    expect(failedTests(failures)).toBe(
      'Failed tests\n  src/a.test.ts › two\n    Error: no\n  src/b.test.ts\n    cannot import',
    );
  });

  it('come from Playwright’s report, at any depth, and errors outside of tests too', () => {
    const test = (status, message) => ({
      status,
      results: [{}, { errors: [{ message: 'timeout\n' }, { message }] }],
    });
    const report = {
      suites: [
        {
          title: 'x.spec.ts',
          specs: [{ title: 'good', file: 'x.spec.ts', tests: [{ status: 'expected', results: [{}] }] }],
          suites: [
            {
              title: 'inner',
              specs: [{ title: 'bad', file: 'x.spec.ts', tests: [test('unexpected', 'no')] }],
            },
          ],
        },
      ],
      errors: [{ message: 'no server' }],
    };
    expect(failuresOfPlaywright(report)).toEqual([
      { name: 'e2e/x.spec.ts › bad', why: 'timeout\nno' },
      { name: 'e2e', why: 'no server' },
    ]);
  });

  it('show the first six lines of a long error, and nothing where no test failed', () => {
    const why = Array.from({ length: 9 }, (_, line) => `line ${line}`).join('\n');
    expect(failedTests([{ name: 'a', why }]).split('\n')).toHaveLength(8);
    expect(failedTests([])).toBe('');
    expect(failuresOfVitest(undefined, '/')).toEqual([]);
    expect(failuresOfPlaywright(undefined)).toEqual([]);
  });
});
