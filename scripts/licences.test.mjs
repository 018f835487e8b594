// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe as group, expect, test } from 'vitest';
import { dependenciesOf, describe, FILE, rowsUnder } from './licences.mjs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const shipped = dependenciesOf(packages).filter((one) => one.shipped);

test('the committed list of shipped packages matches the lockfile (otherwise: npm run licences)', () => {
  const expected = shipped.map(({ name, version, licence }) => ({ name, version, licence }));
  expect(rowsUnder(readFileSync(FILE, 'utf8'), 'Shipped')).toEqual(expected);
});

test('every shipped package may be distributed without its source', () => {
  const permissive = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1'];
  expect(shipped.filter(({ licence }) => !permissive.includes(licence))).toEqual([]);
});

test('every direct dependency is among the shipped packages', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
});

group('what the lockfile says', () => {
  const locked = {
    '': { version: '0.1.0', license: 'UNLICENSED' },
    'node_modules/b': { version: '2.0.0', license: 'MIT' },
    'node_modules/a': { version: '1.0.0', license: 'ISC', dev: true },
    'node_modules/types': { version: '1.0.0', license: 'MIT', devOptional: true },
    'node_modules/b/node_modules/@x/c': { version: '3.0.0', license: 'MIT' },
    'node_modules/@x/c': { version: '3.0.0', license: 'MIT', dev: true },
    'node_modules/nowhere': { version: '1.0.0' },
  };
  const all = dependenciesOf(locked);

  test('is listed once for each version, by name, and as shipped if any copy is shipped', () => {
    expect(all.map(({ name, licence, shipped: isShipped }) => [name, licence, isShipped])).toEqual([
      ['@x/c', 'MIT', true],
      ['a', 'ISC', false],
      ['b', 'MIT', true],
      ['nowhere', 'not stated', true],
      ['types', 'MIT', false],
    ]);
  });

  test('can be read back from the page', () => {
    const names = (/** @type {string} */ heading) =>
      rowsUnder(describe(all), heading).map(({ name }) => name);
    expect(names('Shipped')).toEqual(['@x/c', 'b', 'nowhere']);
    expect(names('For building')).toEqual(['a', 'types']);
  });
});
