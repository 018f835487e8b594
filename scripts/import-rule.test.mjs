// @ts-check
// Writes allowed and forbidden imports into a temporary folder, and runs dependency-cruiser there with our rules.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import config from '../.dependency-cruiser.mjs';
import { cli, root } from './process.mjs';

/** The imported files, which import nothing themselves. */
const TARGETS = `src/lib/a.ts src/lib/deep/index.ts src/ui/a.tsx src/api/a.ts core/contract/contract.d.ts src/stores/a.ts
  src/auth/a.ts src/action/a.ts src/switch/a.ts src/guardian/a.ts src/features/one/a.ts src/features/two/a.ts
  src/app/a.tsx src/a.tsx src/a.css src/testing/a.ts mocks/a.ts e2e/a.ts scripts/a.mjs core/a.ts
  core/contract/types.ts server/a.ts`;
const PACKAGES = [
  'react',
  'react-router-dom',
  '@tanstack/react-query',
  'zustand',
  'valibot',
  'hono',
  '@noble/hashes',
];
const DEV_PACKAGES = ['fast-check'];

/** @type {[path: string, what: string][]} a specifier, or the text that imports */
const ALLOWED = [
  ['src/lib/x.ts', './a'],
  ['src/ui/x.tsx', '../lib/a'],
  ['src/ui/x.tsx', 'react'],
  ['src/stores/x.ts', '../lib/a'],
  ['src/stores/x.ts', 'zustand'],
  ['src/api/x.ts', '../lib/a'],
  ['src/auth/x.ts', '../ui/a'],
  ['src/action/x.ts', '../auth/a'],
  ['src/switch/x.ts', '../action/a'],
  ['src/guardian/x.ts', '../action/a'],
  ['src/features/one/x.ts', '../../guardian/a'],
  ['src/features/one/x.ts', './a'],
  ['src/features/one/deep/x.ts', '../a'],
  ['src/app/x.tsx', '../features/one/a'],
  ['src/routes.tsx', './features/one/a'],
  ['src/main.tsx', './a.css'],
  ['src/testing/x.tsx', '../a'],
  ['src/testing/x.tsx', '../../mocks/a'],
  ['src/testing/x.tsx', 'fast-check'],
  ['src/lib/x.test.ts', '../testing/a'],
  ['src/lib/x.test.ts', 'fast-check'],
  ['src/features/one/x.test.tsx', '../../../mocks/a'],
  ['mocks/x.ts', './a'],
  ['mocks/x.ts', '../core/a'],
  ['mocks/x.ts', '../scripts/a.mjs'],
  ['mocks/x.test.ts', '../src/testing/a'],
  ['e2e/x.spec.ts', '../mocks/a'],
  ['e2e/x.spec.ts', '../scripts/a.mjs'],
  ['core/x.ts', 'hono'],
  ['core/x.ts', '@noble/hashes'],
  ['server/x.ts', '../core/a'],
  ['guardian/x.ts', '../core/a'],
  ['src/main.tsx', `await import('../mocks/a');`],
  ['mocks/types.ts', `import type { T } from '../core/contract/contract';`],
  ['mocks/types.ts', `type T = import('../core/contract/contract.d.ts').T;`],
  ['src/api/x.ts', `import type { T } from '../../core/contract/types';`],
  ['src/api/x.ts', `import type { T } from '../../core/contract/contract';`],
];

/** @type {[path: string, what: string, rule: string][]} */
const FORBIDDEN = [
  ['src/lib/b.ts', '../ui/a', 'lib'],
  ['src/ui/b.tsx', '../api/a', 'ui'],
  ['src/ui/c.tsx', 'react-router-dom', 'plain-ui'],
  ['src/ui/d.tsx', '@tanstack/react-query', 'plain-ui'],
  ['src/ui/e.tsx', 'zustand', 'plain-ui'],
  ['src/stores/b.ts', '../api/a', 'stores'],
  ['src/api/b.ts', '../stores/a', 'api'],
  ['src/auth/b.ts', '../features/one/a', 'auth'],
  ['src/auth/c.ts', '../action/a', 'auth'],
  ['src/action/b.ts', '../switch/a', 'action'],
  ['src/switch/b.ts', '../guardian/a', 'switch'],
  ['src/guardian/b.ts', '../switch/a', 'guardian-of-src'],
  ['src/features/one/b.ts', '../two/a', 'no-other-feature'],
  ['src/features/one/b.test.ts', '../two/a', 'no-other-feature'],
  ['src/features/one/c.ts', '../../app/a', 'features'],
  ['src/features/one/d.ts', '../../testing/a', 'features'],
  ['src/lib/b.test.ts', '../ui/a', 'lib'],
  ['src/app/b.tsx', '../../mocks/a', 'top'],
  ['src/app/c.tsx', '../testing/a', 'top'],
  ['src/b.tsx', '../mocks/a', 'top'],
  ['src/main.tsx', '../mocks/a', 'mocks-dynamically'],
  ['src/main.tsx', './testing/a', 'main'],
  ['src/testing/b.ts', '../../e2e/a', 'testing'],
  ['src/hooks/b.ts', '../lib/a', 'known-part'],
  ['src/lib/c.ts', 'fast-check', 'shipped-packages'],
  ['src/lib/d.ts', 'node:fs', 'shipped-packages'],
  ['src/lib/h.ts', 'hono', 'shipped-packages'],
  ['src/lib/e.ts', 'not-there', 'found'],
  ['src/lib/f.ts', '/src/lib/a', 'found'],
  ['src/lib/g.ts', './deep', 'no-barrels'],
  ['src/api/c.ts', '../../core/a', 'api'],
  ['src/api/d.ts', '../../core/contract/types', 'types-of-the-contract'],
  ['mocks/b.ts', '../core/contract/contract', 'types-of-the-contract'],
  ['mocks/c.ts', '../src/lib/a', 'mocks'],
  ['mocks/d.ts', '../server/a', 'mocks'],
  ['e2e/b.spec.ts', '../src/lib/a', 'e2e'],
  ['e2e/b.ts', '../src/lib/a', 'e2e'],
  ['core/b.ts', '../mocks/a', 'core'],
  ['core/c.ts', 'react', 'core-runs-anywhere'],
  ['core/d.ts', 'node:fs', 'core-runs-anywhere'],
  ['server/b.ts', '../mocks/a', 'server'],
  ['guardian/b.ts', '../server/a', 'guardian'],
  ['src/lib/h.ts', `import type { T } from '../ui/a';`, 'lib'],
  ['src/lib/i.ts', `type T = import('../ui/a').T;`, 'lib'],
  ['src/lib/j.ts', `export type { T } from '../ui/a';`, 'lib'],
  ['src/lib/k.ts', `export * from '../ui/a';`, 'lib'],
  ['src/lib/l.ts', `void import('../ui/a');`, 'lib'],
  ['src/lib/m.ts', `const a = require('../ui/a');`, 'lib'],
  ['src/lib/n.ts', `import '../ui/a';`, 'lib'],
  ['src/features/one/e.ts', `void import('../../../mocks/a');`, 'features'],
  ['mocks/e.ts', `import type { T } from '../src/api/a';`, 'mocks'],
  ['src/stores/c.ts', `import type { T } from './c';`, 'no-circles'],
];

const allowed = cruise(ALLOWED);
const forbidden = cruise(FORBIDDEN);

test.each(ALLOWED)('%s may contain %s', (path) => {
  expect(allowed.get(path)).toBeUndefined();
});

test.each(FORBIDDEN)('%s may not contain %s, which breaks the rule %s', (path, _what, rule) => {
  expect(forbidden.get(path)).toContain(rule);
});

test('each rule has a breach here', () => {
  const names = new Set(config.forbidden?.map(({ name }) => name));
  expect(new Set(FORBIDDEN.map(([, , rule]) => rule))).toEqual(names);
});

/**
 * The rules that dependency-cruiser finds broken in the planted files, by file.
 *
 * @param {string[][]} planted
 */
function cruise(planted) {
  const folder = mkdtempSync(join(tmpdir(), 'console-imports-'));
  try {
    plant(folder, planted);
    const args = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', '.'];
    const { stdout } = spawnSync(process.execPath, [cli('dependency-cruiser', 'depcruise'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    });
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const { from, rule } of JSON.parse(stdout).summary.violations)
      found.set(from, [...(found.get(from) ?? []), rule.name]);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string[][]} planted */
function plant(folder, planted) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const path of TARGETS.split(/\s+/)) texts[path] = '';
  for (const [path = '', what = ''] of planted) {
    const text = what.includes(' ') || what.includes('(') ? what : `import { x } from '${what}';\nx();`;
    texts[path] = `${texts[path] ?? ''}${text}\n`;
  }
  const inPackages = (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, '1']));
  texts['package.json'] = JSON.stringify({
    dependencies: inPackages(PACKAGES),
    devDependencies: inPackages(DEV_PACKAGES),
  });
  for (const name of [...PACKAGES, ...DEV_PACKAGES]) {
    texts[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'main.js' });
    texts[`node_modules/${name}/main.js`] = '';
  }
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
