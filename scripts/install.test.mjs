// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstDifference, nodeFits } from './install.mjs';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));

test.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.12.0', false],
  ['22.13.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s fits the supported range: %s', (version, fits) => {
  expect(nodeFits(version, engines.node)).toBe(fits);
});

describe('the difference between the installation and the lockfile', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
    'node_modules/for-other-platform': { version: '1.0.0', optional: true },
  };
  const { '': _root, 'node_modules/for-other-platform': other, ...installed } = wanted;

  test.each([
    ['nothing, although a package for another platform is missing', installed, undefined],
    [
      'nothing, with every optional package',
      { ...installed, 'node_modules/for-other-platform': other },
      undefined,
    ],
    ['a missing package', { 'node_modules/a': { version: '1.0.0' } }, '@b/c'],
    ['another version', { ...installed, 'node_modules/a': { version: '1.0.1' } }, 'a'],
    [
      'an optional one of another version',
      { ...installed, 'node_modules/for-other-platform': {} },
      'for-other-platform',
    ],
    ['one too many', { ...installed, 'node_modules/old': { version: '1.0.0' } }, 'old'],
  ])('is found for %s', (_, packages, difference) => {
    expect(firstDifference(wanted, packages)).toBe(difference);
  });
});
