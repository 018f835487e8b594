// @ts-check
// The slowest tests, from the reports of the test runners. They show where `npm test` can save the most time.

/** @typedef {{ name: string, ms: number }} Timed */
/** @typedef {{ fullName?: string, title?: string, duration?: number | null }} Assertion */
/** @typedef {{ testResults: { name: string, assertionResults: Assertion[] }[] }} VitestReport */
/** @typedef {{ title: string, file?: string, tests: { results: { duration: number }[] }[] }} Spec */
/** @typedef {{ title: string, file?: string, specs?: Spec[], suites?: Suite[] }} Suite */

const MOST = 30;

/**
 * @param {VitestReport | undefined} report
 * @param {string} root the folder with which file names begin
 * @returns {Timed[]}
 */
export function timesOfVitest(report, root) {
  return (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, title, duration }) => ({
      name: `${name.replace(`${root}/`, '')} › ${fullName ?? title ?? ''}`,
      ms: duration ?? 0,
    })),
  );
}

/**
 * @param {{ suites?: Suite[] } | undefined} report
 * @returns {Timed[]}
 */
export function timesOfPlaywright(report) {
  /** @type {(suite: Suite) => Timed[]} */
  const inSuite = ({ specs = [], suites = [] }) => [
    ...specs.flatMap(({ title, file, tests }) =>
      tests.map(({ results }) => ({
        name: `e2e/${file ?? ''} › ${title}`,
        ms: results.reduce((sum, { duration }) => sum + duration, 0),
      })),
    ),
    ...suites.flatMap(inSuite),
  ];
  return (report?.suites ?? []).flatMap(inSuite);
}

/**
 * The thirty slowest tests, slowest first, one line each.
 *
 * @param {readonly Timed[]} tests
 */
export function slowest(tests) {
  const worst = tests.toSorted((a, b) => b.ms - a.ms).slice(0, MOST);
  const lines = worst.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
  return lines.length === 0 ? '' : ['The slowest tests', ...lines].join('\n');
}
