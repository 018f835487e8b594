// @ts-check
// `npm run coverage`: writes docs/coverage.md, each requirement with the tests that hold it, from the tags in the tests'
// titles.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { readTests } from './tagged-tests.mjs';

const root = resolve(import.meta.dirname, '..');
export const FILE = 'docs/coverage.md';

/** The parts behind the console, whose tests stand beside them. */
const BEHIND = ['control plane', 'guardian', 'host control'];
/** The subject of each section of docs/requirements.json. */
const SECTIONS = [
  ['AEGIS', 'The kill-switch page'],
  ['F7', 'Operator control and emergency recovery'],
  ['OPS', 'Operator emergency and host-level operations'],
];

/** @typedef {{ id: string, asks: string, where: string, heldBy: string[] }} Requirement */
/**
 * `place`: where it is kept, if the places of the tests do not show it. `why`: why no test of the console holds it. `note`:
 * printed beside it.
 */
/** @typedef {Record<string, { place?: string, why?: string, note?: string }>} Notes */
/** @typedef {import('./tagged-tests.mjs').TaggedTest} TaggedTest */
/** @typedef {Requirement & { tests: TaggedTest[], place: string, why: string, note: string }} Row */

/** @returns {Requirement[]} */
export const readRequirements = () => JSON.parse(readFileSync(join(root, 'docs/requirements.json'), 'utf8'));
/** @returns {Notes} */
export const readNotes = () => JSON.parse(readFileSync(join(root, 'docs/coverage-notes.json'), 'utf8'));

/** @param {Requirement[]} requirements @param {Notes} notes @param {TaggedTest[]} tests @returns {Row[]} */
export function rowsOf(requirements, notes, tests) {
  return requirements.map((requirement) => {
    const own = tests.filter(({ tags }) => tags.includes(requirement.id));
    const { place, why = '', note = '' } = notes[requirement.id] ?? {};
    return {
      ...requirement,
      tests: own,
      place: place ?? placesOf(own),
      why,
      note,
    };
  });
}

/** The files beside the tests. @param {TaggedTest[]} tests */
function placesOf(tests) {
  const beside = tests.flatMap(({ path }) => {
    const file = ['.tsx', '.ts', '.mjs']
      .map((end) => path.replace(/(\.property)?\.(test|spec)\.(tsx?|mjs)$/, end))
      .find((candidate) => existsSync(join(root, candidate)));
    return path.startsWith('e2e/') || path.startsWith('mocks/') ? [] : [file ?? `${dirname(path)}/`];
  });
  return [...new Set(beside)].map((path) => `\`${path}\``).join(', ');
}

/**
 * Whether a part has a test of its own. Tests of the mocks do not count for other parts, because the mocks only play the
 * server.
 *
 * @param {string} part
 * @param {TaggedTest[]} tests
 */
function isHeld(part, tests) {
  const folders =
    part === 'console'
      ? ['src/', 'e2e/']
      : BEHIND.includes(part)
        ? ['core/', 'server/', 'guardian/']
        : ['scripts/'];
  return tests.some(({ path }) => folders.some((folder) => path.startsWith(folder)));
}

/** What is wrong with tags and notes, one line each. @param {Row[]} rows @param {Notes} notes @param {TaggedTest[]} tests */
export function problems(rows, notes, tests) {
  const ids = new Set(rows.map(({ id }) => id));
  const unknown = tests.flatMap(({ path, title, tags }) =>
    tags.filter((tag) => !ids.has(tag)).map((tag) => `${path}, ${title}: ${tag} is no requirement`),
  );
  const notesOfNone = Object.keys(notes).filter((id) => !ids.has(id));
  return [
    ...unknown,
    ...notesOfNone.map((id) => `docs/coverage-notes.json: ${id} is no requirement`),
    ...rows.flatMap((row) => {
      const held = isHeld('console', row.tests) || (!row.heldBy.includes('console') && row.tests.length > 0);
      if (!held && row.why === '') return [`${row.id} has neither a test nor a reason`];
      const untold = BEHIND.filter((part) => row.heldBy.includes(part) && !isHeld(part, row.tests));
      if (untold.length > 0 && row.why === '' && row.note === '')
        return [`${row.id} has no test of ${untold.join(' and ')}, and says not why`];
      return held && notes[row.id]?.why ? [`${row.id} has a test, and a reason why it has none`] : [];
    }),
  ];
}

/** @param {Row[]} rows @returns {string} docs/coverage.md */
export function describe(rows) {
  return `# Coverage

Made from the tags in the tests' titles (\`[AEGIS-04]\`), \`docs/requirements.json\` and \`docs/coverage-notes.json\` by \`npm run coverage\`; do not
edit by hand. A test (\`scripts/coverage.test.mjs\`) holds it, the tags and the notes together. A requirement without a test says why.

${summary(rows)}

A test of the mocks does not count for another part, because the mocks only play it. A test in \`core/conformance/\` runs on every store.
${SECTIONS.map(
  ([prefix = '', name]) => `
## ${prefix}: ${name}

| id | asks | where it is | tests |
| --- | --- | --- | --- |
${rows
  .filter(({ id }) => id.startsWith(`${prefix}-`))
  .map(line)
  .join('\n')}
`,
).join('')}`;
}

/** @param {Row[]} rows */
function summary(rows) {
  const parts = ['console', ...BEHIND];
  const lines = parts.map((part) => {
    const own = rows.filter(({ heldBy }) => heldBy.includes(part));
    const held = own.filter(({ tests }) => isHeld(part, tests)).length;
    return `| ${part} | ${own.length} | ${held} |`;
  });
  const tested = rows.filter(({ tests }) => tests.length > 0).length;
  return `${rows.length} requirements: ${tested} with a test, ${rows.length - tested} with a reason.

| held by | requirements | with a test of its own |
| --- | --- | --- |
${lines.join('\n')}`;
}

/** @param {Row} row */
function line({ id, asks, place, tests, why, note }) {
  const parts = [
    ...tests.map(
      ({ path, title }) =>
        `[${title.replace(/[[\]]/g, '\\$&')}](${relative('docs', path).split(sep).join('/')})`,
    ),
    why,
    note,
  ];
  const cells = [id, asks, place || '–', parts.filter(Boolean).join('<br>')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  readOptions(
    'Usage: npm run coverage\nWrites docs/coverage.md anew, from the tags in the titles of the tests.',
    {},
  );
  const [notes, tests] = [readNotes(), readTests()];
  const rows = rowsOf(readRequirements(), notes, tests);
  const wrong = problems(rows, notes, tests);
  if (wrong.length > 0) {
    console.error(wrong.join('\n'));
    process.exitCode = 1;
  }
  writeFileSync(join(root, FILE), describe(rows));
  console.log(
    `${FILE}: ${rows.length} requirements, ${rows.filter((row) => row.tests.length > 0).length} with a test.`,
  );
}
