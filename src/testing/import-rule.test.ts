// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { importBreaches, importsOf } from './import-rule';

const dependencies = ['react', 'react-router-dom', '@tanstack/react-query'];
const breaches = (path: string, text: string) => importBreaches(path, text, dependencies);

test('every way to import is seen', () => {
  const text = `import a from './a';
import type { B } from './b';
import { type C } from './c';
import './d.css';
export * from './e';
export type { F } from './f';
const g = import('./g');
type H = import('./h').H;
const i = await import(name);
const j = require('./j');
const k = import.meta.glob('./k/*');
// import './in-a-comment'
const l = "import './in-a-string'";`;
  expect(
    importsOf('src/lib/x.ts', text).map(({ specifier, kind, line }) => `${line} ${kind} ${specifier}`),
  ).toEqual([
    '1 static ./a',
    '2 type ./b',
    '3 static ./c',
    '4 static ./d.css',
    '5 static ./e',
    '6 type ./f',
    '7 dynamic ./g',
    '8 type ./h',
    '9 dynamic computed',
    '10 static ./j',
    '11 static computed',
  ]);
});

describe('allowed', () => {
  test.each([
    ['src/lib/time.ts', './clock'],
    ['src/ui/badge.tsx', '../lib/time'],
    ['src/ui/badge.tsx', 'react'],
    ['src/stores/session.ts', '../lib/time'],
    ['src/api/client.ts', './contract'],
    ['src/auth/gate.tsx', '../ui/button'],
    ['src/features/history/history-page.tsx', '../../auth/session'],
    ['src/features/history/history-page.tsx', './sub/incidents'],
    ['src/features/history/sub/incidents.ts', '../export'],
    ['src/app/layout.tsx', '../features/safe-mode/banner'],
    ['src/routes.tsx', './features/history/history-page'],
    ['src/main.tsx', './app.css'],
    ['src/testing/render.tsx', '../routes'],
    ['src/testing/setup.ts', '../../mocks/server'],
    ['src/lib/time.test.ts', '../testing/clock'],
    ['src/lib/time.test.ts', 'fast-check'],
    ['src/features/history/a.test.tsx', '../../../mocks/personas'],
    ['mocks/db.ts', './personas'],
    ['mocks/db.test.ts', '../src/testing/clock'],
    ['e2e/session/sign-in.spec.ts', '../mocks/personas'],
    ['e2e/build/production-preview.spec.ts', '../scripts/security-headers.mjs'],
  ])('%s may import %s', (path, specifier) => {
    expect(breaches(path, `import { x } from '${specifier}';`)).toEqual([]);
  });

  test('main reaches the mocks dynamically', () => {
    expect(breaches('src/main.tsx', `await import('../mocks/browser')`)).toEqual([]);
  });

  test('mocks take types from the contract', () => {
    expect(breaches('mocks/db.ts', `import type { paths } from '../src/api/contract';`)).toEqual([]);
    expect(breaches('mocks/handlers/a.ts', `type P = import('../../src/api/contract.d.ts').paths;`)).toEqual(
      [],
    );
  });
});

describe('refused', () => {
  test.each([
    ['src/lib/time.ts', '../ui/badge', 'lib may import only its own folder'],
    ['src/ui/badge.tsx', '../api/client', 'ui may import only lib'],
    ['src/ui/link.tsx', 'react-router-dom', 'ui does without it'],
    ['src/ui/badge.tsx', '@tanstack/react-query', 'ui does without it'],
    ['src/stores/session.ts', '../api/client', 'stores may import only lib'],
    ['src/api/client.ts', '../stores/session', 'api may import only lib'],
    ['src/auth/gate.tsx', '../features/history/export', 'auth may import only'],
    ['src/features/history/a.ts', '../kill-switch/b', 'one feature never imports another'],
    ['src/features/history/a.test.ts', '../kill-switch/b', 'one feature never imports another'],
    ['src/features/history/a.ts', '../../app/layout', 'features may import only'],
    ['src/features/history/a.ts', '../../testing/render', 'features may import only'],
    ['src/app/layout.tsx', '../../mocks/personas', 'top may import only'],
    ['src/app/layout.tsx', '../testing/render', 'top may import only'],
    ['src/main.tsx', '../mocks/browser', 'only dynamically'],
    ['src/hooks/use-x.ts', '../lib/time', 'hooks has no place in the architecture'],
    ['src/lib/uuid.ts', 'uuid', 'only the dependencies of package.json'],
    ['src/lib/file.ts', 'node:fs', 'only the dependencies of package.json'],
    ['src/lib/a.ts', '/src/lib/b', 'relative path'],
    ['mocks/db.ts', '../src/api/contract', 'only types'],
    ['mocks/db.ts', '../src/lib/time', 'mocks may import only'],
    ['e2e/session/sign-in.spec.ts', '../../src/lib/paths', 'e2e may import only'],
  ])('%s may not import %s', (path, specifier, why) => {
    expect(breaches(path, `\nimport { x } from '${specifier}';`)).toEqual([
      expect.stringMatching(`^${path}:2 imports ${specifier}: .*${why}`),
    ]);
  });

  test.each([
    ['src/lib/a.ts', `type X = import('../ui/b').X;`],
    ['src/lib/a.ts', `export type { X } from '../ui/b';`],
    ['src/features/a/b.ts', `void import('../../../mocks/db');`],
    ['src/main.tsx', `import type { X } from '../mocks/browser';`],
    ['mocks/db.ts', `import { type paths } from '../src/api/contract';`],
    ['mocks/db.ts', `import type { X } from '../src/api/client';`],
    ['src/app/a.ts', 'void import(`../${name}`);'],
  ])('%s may not contain %s', (path, text) => {
    expect(breaches(path, text)).toHaveLength(1);
  });
});
