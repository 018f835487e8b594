// @ts-check
// Turns the reports of the test runners into counts. A skipped or flaky test has not passed, so it counts as failed. A suite
// that crashed counts as at least one failure; otherwise a broken import would look like success.

/** @typedef {{ suite: string, passed: number, failed: number, note?: string }} Row */
/** @typedef {{ status: string }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: Assertion[] }} VitestFile */
/** @typedef {{ testResults: VitestFile[] }} VitestReport */
/** @typedef {{ expected: number, unexpected: number, flaky: number, skipped: number }} PlaywrightStats */
/** @typedef {{ stats: PlaywrightStats, errors: unknown[] }} PlaywrightReport */
/** @typedef {{ code: number, filtered?: boolean }} Ending `filtered`: the person chose tests, so the rest may be skipped */

/**
 * Unit tests (`*.test.ts`) and component tests (`*.test.tsx`), from vitest's JSON report.
 *
 * @param {VitestReport | undefined} report
 * @param {Ending} ending
 * @returns {Row[]}
 */
export function countVitest(report, ending) {
  if (!report) return [crashed('unit and component', ending)];
  const rows = [
    countFiles(
      'unit',
      report.testResults.filter(({ name }) => !name.endsWith('x')),
      ending,
    ),
    countFiles(
      'component',
      report.testResults.filter(({ name }) => name.endsWith('x')),
      ending,
    ),
  ].filter(({ passed, failed }) => passed + failed > 0);
  return blameTheEnding(rows, 'unit and component', ending);
}

/**
 * @param {string} suite
 * @param {VitestFile[]} files
 * @param {Ending} ending
 * @returns {Row}
 */
function countFiles(suite, files, { filtered = false }) {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const { status, assertionResults } of files) {
    const failures = assertionResults.filter((test) => test.status === 'failed').length;
    const passes = assertionResults.filter((test) => test.status === 'passed').length;
    passed += passes;
    skipped += assertionResults.length - failures - passes;
    // A file that fails without a failed test: its import or a hook threw.
    failed += failures || (status === 'failed' ? 1 : 0);
  }
  return row(suite, passed, failed, skipped, filtered);
}

/**
 * From Playwright's JSON report.
 *
 * @param {PlaywrightReport | undefined} report
 * @param {Ending} ending
 * @returns {Row[]}
 */
export function countPlaywright(report, ending) {
  if (!report) return [crashed('e2e', ending)];
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return blameTheEnding([row('e2e', expected, failed, skipped, ending.filtered ?? false)], 'e2e', ending);
}

/**
 * @param {string} suite
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 * @param {boolean} filtered
 * @returns {Row}
 */
function row(suite, passed, failed, skipped, filtered) {
  if (skipped === 0 || filtered) return { suite, passed, failed };
  return { suite, passed, failed: failed + skipped, note: `${skipped} skipped, which is not allowed` };
}

/**
 * Counts a failure when a runner ends with an error although no test failed (an unhandled rejection, no tests at all).
 *
 * @param {Row[]} rows
 * @param {string} suite
 * @param {Ending} ending
 */
function blameTheEnding(rows, suite, ending) {
  const nothing = rows.every(({ passed, failed }) => passed + failed === 0);
  if (nothing) return [crashed(suite, ending, 'no test ran')];
  return ending.code === 0 || rows.some(({ failed }) => failed > 0)
    ? rows
    : [...rows, crashed(suite, ending)];
}

/**
 * @param {string} suite
 * @param {Ending} ending
 * @param {string} [note]
 * @returns {Row}
 */
function crashed(suite, { code }, note = `ended with code ${code}`) {
  return { suite, passed: 0, failed: 1, note };
}

/**
 * The table of suites. Its last line is the one with which `.ci/run` must end.
 *
 * @param {(Row & { seconds?: number })[]} rows
 */
export function summary(rows) {
  const width = Math.max(5, ...rows.map(({ suite }) => suite.length));
  const line = (/** @type {string[]} */ [suite = '', passed = '', failed = '', time = '', note = '']) =>
    `${suite.padEnd(width)}  ${passed.padStart(6)}  ${failed.padStart(6)}  ${time.padStart(7)}  ${note}`.trimEnd();
  const total = (/** @type {'passed' | 'failed'} */ key) => rows.reduce((sum, suite) => sum + suite[key], 0);
  return [
    line(['suite', 'passed', 'failed', 'time']),
    ...rows.map(({ suite, passed, failed, seconds, note }) =>
      line([
        suite,
        `${passed}`,
        `${failed}`,
        seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
        note ?? '',
      ]),
    ),
    '',
    `${total('passed')} passed, ${total('failed')} failed`,
  ].join('\n');
}
