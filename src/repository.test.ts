// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceBreaches } from './testing/source-rule';

type Dependencies = Record<string, string>;
type Package = { version?: string; optionalDependencies?: Dependencies } & Manifest;
type Manifest = { dependencies?: Dependencies; devDependencies?: Dependencies };
type Lock = { packages: Record<string, Package> };

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest: Manifest = JSON.parse(read('package.json'));
const files = ['src', 'core', 'server', 'mocks', 'e2e'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
);

describe('the source', () => {
  test('is found by this test', () => {
    expect(files).toEqual(
      expect.arrayContaining(['src/main.tsx', 'mocks/seeds/personas.ts', 'e2e/support/fixtures.ts']),
    );
  });

  test('sends every mutation in the one way that queues nothing (law 3)', () => {
    const shipped = files.filter((path) => /^src\/.*(?<!\.test)\.tsx?$/.test(path));
    const users = shipped.filter((path) => {
      const text = read(path);
      // The browser has a MutationObserver, too: that one is not imported.
      return text.includes('@tanstack/') && /\b(useMutation|MutationObserver\()/.test(text);
    });
    expect(users).toEqual(['src/action/use-send.ts']);
  });

  test('follows the style rules that linters do not check', () => {
    expect(
      files.flatMap((path) => sourceBreaches(path, /\.(png|ico|woff2)$/.test(path) ? '' : read(path))),
    ).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const lock: Lock = JSON.parse(read('package-lock.json'));

  test('names every platform package that it refers to (otherwise `npm ci` fails)', () => {
    expect(missingOptional(lock)).toEqual([]);
  });

  test('was made from this package.json (otherwise `npm ci` fails)', () => {
    const { dependencies, devDependencies } = lock.packages[''] ?? {};
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  test('is reported when a platform package is missing', () => {
    const packages = {
      'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-mac': '1' } },
      'node_modules/a/node_modules/a-linux': {},
    };
    expect(missingOptional({ packages })).toEqual(['a-mac, wanted by node_modules/a']);
    expect(missingOptional({ packages: { ...packages, 'node_modules/a-mac': {} } })).toEqual([]);
  });
});

function missingOptional({ packages }: Lock) {
  const present = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !present.has(name))
      .map((name) => `${name}, wanted by ${path}`),
  );
}
