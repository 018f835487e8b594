// @ts-check
// Who may import whom, type imports included: `npm run lint:imports`. CONTRIBUTING.md has it in words.

/** Where each part is. `top` is the app, the routes and the style sheet. */
const PARTS = {
  lib: '^src/lib/',
  ui: '^src/ui/',
  api: '^src/api/',
  stores: '^src/stores/',
  auth: '^src/auth/',
  action: '^src/action/',
  switch: '^src/switch/',
  'guardian-of-src': '^src/guardian/',
  features: '^src/features/',
  top: '^src/(app/|(?!main\\.)[^/]+$)',
  main: '^src/main\\.tsx$',
  testing: '^src/testing/',
  contract: '^core/contract/',
  mocks: '^mocks/',
  e2e: '^e2e/',
  scripts: '^scripts/',
  core: '^core/',
  server: '^server/',
  guardian: '^guardian/',
};
/** @typedef {keyof typeof PARTS} Part */

const OURS = '^(src|mocks|e2e|scripts|core|server|guardian)/';
const TEST = '\\.(test|spec)\\.tsx?$';

/** @type {Part[]} */
const basis = ['lib', 'ui', 'api', 'stores', 'contract'];
/** @type {Part[]} */
const shared = [...basis, 'auth', 'action', 'switch', 'guardian-of-src'];
/** @type {Part[]} */
const all = [...shared, 'features', 'top', 'main'];

/**
 * What each part may import beside itself.
 *
 * @type {[Part, Part[]][]}
 */
const MAY_IMPORT = [
  ['lib', []],
  ['ui', ['lib']],
  ['api', ['lib', 'contract']],
  ['stores', ['lib']],
  ['auth', basis],
  ['action', [...basis, 'auth']],
  ['switch', [...basis, 'auth', 'action']],
  ['guardian-of-src', [...basis, 'auth', 'action']],
  ['features', shared],
  ['top', all],
  ['main', [...all, 'mocks']],
  ['testing', [...all, 'mocks', 'core']],
  ['mocks', ['contract', 'core', 'scripts']],
  ['e2e', ['mocks', 'scripts', 'server', 'core']],
  ['core', []],
  ['server', ['core', 'scripts']],
  ['guardian', ['core']],
];

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */

/**
 * @param {string} name
 * @param {Rule['from']} from
 * @param {Rule['to']} to
 * @param {string} comment
 * @returns {Rule}
 */
function never(name, from, to, comment) {
  return { name, severity: 'error', comment, from, to };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...MAY_IMPORT.flatMap(([part, others]) => {
      const may = [part, ...others].map((one) => PARTS[one]);
      const says = `${part} imports only itself${others.map((one) => `, ${one}`).join('')}`;
      return [
        never(part, { path: PARTS[part], pathNot: TEST }, { path: OURS, pathNot: may }, `${says}.`),
        never(
          part,
          { path: `(?=${PARTS[part]}).*${TEST}` },
          { path: OURS, pathNot: [...may, PARTS.mocks, PARTS.testing] },
          `${says}; its tests mocks and testing, too.`,
        ),
      ];
    }),
    never(
      'known-part',
      { path: '^src/', pathNot: MAY_IMPORT.map(([part]) => PARTS[part]) },
      {},
      'A folder of src needs a place in the architecture: a line in PARTS and one in MAY_IMPORT.',
    ),
    never(
      'no-other-feature',
      { path: '^src/features/([^/]+)/' },
      { path: PARTS.features, pathNot: '^src/features/$1/' },
      'One feature never imports another.',
    ),
    never(
      'mocks-dynamically',
      { path: PARTS.main },
      { path: PARTS.mocks, dynamic: false },
      'main reaches the mocks only dynamically, or production would ship them.',
    ),
    never(
      'types-of-the-contract',
      { path: '^(src|mocks)/' },
      { path: PARTS.contract, dependencyTypesNot: ['type-only', 'type-import'] },
      'Only types are taken from the contract (import type).',
    ),
    never(
      'shipped-packages',
      { path: '^src/', pathNot: [TEST, PARTS.testing] },
      {
        pathNot: [
          OURS,
          '^node_modules/(react|react-dom|react-router-dom|@tanstack/react-query|zustand|valibot|@fontsource-variable/inter)/',
        ],
      },
      'The console imports only its own packages of package.json, and none of the server.',
    ),
    never(
      'plain-ui',
      { path: PARTS.ui },
      { path: '^node_modules/(react-router|@tanstack/|zustand)' },
      'ui knows no router, query or store.',
    ),
    never(
      'core-runs-anywhere',
      { path: PARTS.core, pathNot: [TEST, '^core/conformance/'] },
      { pathNot: [PARTS.core, '^node_modules/(hono|valibot|@noble/[^/]+)/'] },
      'core imports hono, valibot and @noble beside itself.',
    ),
    never('no-circles', {}, { circular: true }, 'Move what both need into a file of its own.'),
    never('no-barrels', {}, { path: `${OURS}.*/index\\.tsx?$` }, 'Import from the file itself.'),
    never('found', {}, { couldNotResolve: true }, 'Name our own files by a relative path.'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // What other tools write.
    exclude: {
      path: '^(dist|dist-demo|dist-server|dist-guardian|dist-package|data|test-results|playwright-report|\\.stryker-tmp)/',
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
