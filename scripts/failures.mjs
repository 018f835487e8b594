// @ts-check
// The tests that failed, from the reports of the test runners: said once more at the end, where a long log is read first.

import { specsOf } from './slowest.mjs';

/** @typedef {{ name: string, why: string }} Failure */
/** @typedef {{ status: string, fullName?: string, title?: string, failureMessages?: string[] | null }} Assertion */
/** @typedef {{ testResults: { name: string, status: string, message?: string, assertionResults: Assertion[] }[] }} VitestReport */
/** @typedef {{ status: string, results: { errors?: { message?: string }[] }[] }} Test */
/** @typedef {{ title: string, file?: string, tests: Test[] }} Spec */

const LINES = 6;
// oxlint-disable-next-line no-control-regex -- the colours of a terminal are what is to go
const COLOURS = /\u001B\[[0-9;]*m/g;

/**
 * @param {VitestReport | undefined} report
 * @param {string} root the folder that file names begin with
 * @returns {Failure[]}
 */
export function failuresOfVitest(report, root) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(`${root}/`, '');
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that fails without a failed test: its import or a hook threw.
    if (failed.length === 0 && status === 'failed') return [{ name: file, why: message ?? '' }];
    return failed.map(({ fullName, title, failureMessages }) => ({
      name: `${file} › ${fullName ?? title ?? ''}`,
      why: failureMessages?.[0] ?? '',
    }));
  });
}

/**
 * @param {{ suites?: import('./slowest.mjs').Suite<Spec>[], errors?: { message?: string }[] } | undefined} report
 * @returns {Failure[]}
 */
export function failuresOfPlaywright(report) {
  const inside = specsOf(report).flatMap(({ name, spec }) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => ({
        name,
        why: results
          .flatMap(({ errors = [] }) => errors.map(({ message = '' }) => message.trim()))
          .join('\n'),
      })),
  );
  const outside = (report?.errors ?? []).map(({ message }) => ({ name: 'e2e', why: message ?? '' }));
  return [...inside, ...outside];
}

/**
 * Each failed test and the first lines of its error; empty when there is none.
 *
 * @param {readonly Failure[]} failures
 */
export function failedTests(failures) {
  if (failures.length === 0) return '';
  const blocks = failures.map(({ name, why }) => {
    const lines = why.replace(COLOURS, '').trim().split('\n').slice(0, LINES);
    return [`  ${name}`, ...lines.map((line) => `    ${line}`)].join('\n');
  });
  return ['Failed tests', ...blocks].join('\n');
}
