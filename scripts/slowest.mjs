// @ts-check
// The slowest tests, from the reports of the test runners. They show where `npm test` can save the most time.

/** @typedef {{ name: string, ms: number }} Timed */
/** @typedef {{ fullName?: string, title?: string, duration?: number | null }} Assertion */
/** @typedef {{ testResults: { name: string, assertionResults: Assertion[] }[] }} VitestReport */
/** @typedef {{ title: string, file?: string }} Spec */
/** @typedef {Spec & { tests: { results: { duration: number }[] }[] }} TimedSpec */
/**
 * @template {Spec} S
 * @typedef {{ title: string, file?: string, specs?: S[], suites?: Suite<S>[] }} Suite
 */

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
 * The tests of Playwright's report, at any depth, each with its file and title.
 *
 * @template {Spec} S
 * @param {{ suites?: Suite<S>[] } | undefined} report
 * @returns {{ name: string, spec: S }[]}
 */
export function specsOf(report) {
  /** @type {(suite: Suite<S>) => { name: string, spec: S }[]} */
  const inSuite = ({ specs = [], suites = [] }) => [
    ...specs.map((spec) => ({ name: `e2e/${spec.file ?? ''} › ${spec.title}`, spec })),
    ...suites.flatMap(inSuite),
  ];
  return (report?.suites ?? []).flatMap(inSuite);
}

/**
 * @param {{ suites?: Suite<TimedSpec>[] } | undefined} report
 * @returns {Timed[]}
 */
export function timesOfPlaywright(report) {
  return specsOf(report).flatMap(({ name, spec }) =>
    spec.tests.map(({ results }) => ({
      name,
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
    })),
  );
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
