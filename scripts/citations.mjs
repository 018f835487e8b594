// @ts-check
// Finds what the code and the documents cite, and whether a reader of this repository can open it. Used by
// citations.test.mjs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const FOLDERS = ['src', 'mocks', 'e2e', 'scripts', 'public', 'docs'];
const TEXT = /\.(tsx?|mjs|js|md|yaml|css|html|conf)$/;
/** Files with names that are not citations: a generated file, a list of packages, and the invented ones of our own test. */
const NOT_READ = ['core/contract/contract.d.ts', 'docs/dependencies.md', 'scripts/citations.test.mjs'];

/** Files that quote names from other projects' documents. */
const QUOTES = ['docs/coverage.md'];

/** @typedef {{ path: string, text: string }} Source */

/** @returns {Source[]} every file that may cite something */
export function sources() {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  const atTheTop = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return [...inFolders, ...atTheTop]
    .filter((path) => TEXT.test(path) && !NOT_READ.includes(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** @param {string} path @returns {string} */
export function read(path) {
  return readFileSync(join(root, path), 'utf8');
}

/** @param {string} markdown @returns {string[]} the headings of a document, as written */
function headings(markdown) {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
}

/** The anchor that a heading has on the usual hosts. @param {string} heading */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The citations in a file that lead nowhere, one line each. @param {Source} source @returns {string[]} */
export function brokenCitations({ path, text }) {
  const isTest = /\.(test|spec)\.\w+$/.test(path);
  // A test of a checker contains invented paths as data. The citations in its comments still count.
  const cited = isTest ? commentsOf(text) : text;
  return [
    ...lawsOf(text),
    ...decisionsOf(text),
    ...requirementsOf(cited),
    ...(path.endsWith('.md') ? linksOf(path, text) : []),
    ...(QUOTES.includes(path) ? [] : documentsOf(path, cited)),
    ...sectionsOf(cited),
    ...filesOf(path.endsWith('.md') ? text : commentsOf(text)),
  ].map((what) => `${path}: ${what}`);
}

/** `law 4`, `laws 2 and 4`, `laws 1, 4 and 7` @param {string} text */
function lawsOf(text) {
  const known = new Set([...read('docs/laws.md').matchAll(/^## Law (\d+):/gm)].map(([, number]) => number));
  return [...text.matchAll(/\blaws? (\d+(?:(?:, | and )\d+)*)/gi)].flatMap(([whole, numbers = '']) =>
    numbers
      .split(/, | and /)
      .filter((number) => !known.has(number))
      .map(() => `"${whole}" is no law of docs/laws.md`),
  );
}

/** `decision 003`, `docs/decisions/003` @param {string} text */
function decisionsOf(text) {
  const known = readdirSync(join(root, 'docs/decisions')).map((name) => name.slice(0, 3));
  return [...text.matchAll(/\bdecisions?[ /](\d{3})\b/g)]
    .filter(([, number = '']) => !known.includes(number))
    .map(([whole]) => `"${whole}" is no file of docs/decisions`);
}

/** Ids of requirements, sections of F7 (`F7 §4`) and its invariants (`INV-OPER-6`). @param {string} text */
function requirementsOf(text) {
  const requirements = read('docs/requirements.json');
  return [...text.matchAll(/\b(?:(?:AEGIS|F7|OPS)-\d+|INV-[A-Z]+-\d+)\b|\bF7 (§\d)/g)]
    .filter(([whole, section]) => !requirements.includes(section ? `"${section} ` : whole))
    .map(([whole]) => `"${whole}" is not in docs/requirements.json`);
}

/** Relative links of a document, with their anchors. @param {string} path @param {string} text */
function linksOf(path, text) {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', hash] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, target))) return [`the link ${link} leads nowhere`];
    if (hash === undefined || headings(read(target)).some((heading) => anchor(heading) === hash)) return [];
    return [`the link ${link} leads to no heading`];
  });
}

/** Documents by name, such as `docs/deploy.md`. @param {string} path @param {string} text */
function documentsOf(path, text) {
  return [...text.matchAll(/(?<![\w./-])[\w./-]+\.md\b/g)]
    .filter(([name]) => ['.', 'docs', dirname(path)].every((from) => !existsSync(join(root, from, name))))
    .map(([name]) => `there is no document ${name}`);
}

/** A heading of a document: `docs/laws.md, "The cases"`. @param {string} text */
function sectionsOf(text) {
  return [...text.matchAll(/(docs\/[\w/-]+\.md), "([^"]+)"/g)]
    .filter(
      ([, file = '', heading = '']) =>
        existsSync(join(root, file)) && !headings(read(file)).includes(heading),
    )
    .map(([whole]) => `${whole} is no heading there`);
}

/** Files of this repository by their path from the top. @param {string} text */
function filesOf(text) {
  return [
    ...text.matchAll(
      /(?<![\w./-])(?:src|mocks|e2e|scripts|public|docs)\/[\w/.-]*\w\.(?:tsx?|mjs|js|md|yaml|conf|json)\b/g,
    ),
  ]
    .filter(([file]) => !existsSync(join(root, file)))
    .map(([file]) => `there is no file ${file}`);
}

/** @param {string} code @returns {string} the comments of a file, found roughly: whatever looks like a comment counts as one */
function commentsOf(code) {
  return [...code.matchAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm)].map(([comment]) => comment).join('\n');
}
