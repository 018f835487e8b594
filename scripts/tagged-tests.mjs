// @ts-check
// The tests of the repository with the requirements that they hold, from tags in their titles: `[AEGIS-04, F7-12]`.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');
const FOLDERS = ['src', 'core', 'server', 'guardian', 'mocks', 'e2e', 'scripts'];
const GROUPS = ['describe', 'suite', 'group'];
const TEST_FUNCTIONS = ['test', 'it', ...GROUPS];
/** F7's invariants are named beside the ids of their sentences, which count. */
const TAGS = /\s*\[((?:AEGIS|F7|OPS|INV-[A-Z]+)-\d+(?:, (?:AEGIS|F7|OPS|INV-[A-Z]+)-\d+)*)\]/g;

/** @typedef {{ path: string, title: string, tags: string[] }} TaggedTest */

/** @returns {TaggedTest[]} every test of the repository that has a tag */
export function readTests() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path).split(sep).join('/'))
      .filter((path) => /\.(test|spec)\.(tsx?|mjs)$|^core\/conformance\//.test(path))
      .toSorted(),
  ).flatMap((path) => taggedTests(path, readFileSync(join(root, path), 'utf8')));
}

/** The tests of a file that carry a tag, such as `[AEGIS-04, F7-12]`, in their own title or in a group around them. */
export function taggedTests(/** @type {string} */ path, /** @type {string} */ text) {
  if (!/\[(AEGIS|F7|OPS|INV-[A-Z]+)-\d/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {TaggedTest[]} */
  const found = [];
  /** @param {ts.Node} node @param {string[]} groups */
  const visit = (node, groups) => {
    const call = ts.isCallExpression(node) ? titleOf(node, source) : null;
    // A table of tests by their titles, for `it.each(Object.keys(table))`.
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.name)) {
      const tags = tagsOf(node.name.text);
      const title = [...groups, node.name.text].map((one) => one.replace(TAGS, '')).join(' › ');
      if (tags.length > 0) found.push({ path, title, tags });
    }
    const titles = call ? [...groups, call.title] : groups;
    if (call && !call.isGroup) {
      const tags = titles.flatMap(tagsOf);
      const title = titles.map((one) => one.replace(TAGS, '')).join(' › ');
      if (tags.length > 0) found.push({ path, title, tags });
    }
    ts.forEachChild(node, (child) => visit(child, titles));
  };
  visit(source, []);
  return found;
}

/** @param {string} title @returns {string[]} */
function tagsOf(title) {
  return [...title.matchAll(TAGS)]
    .flatMap(([, ids = '']) => ids.split(', '))
    .filter((id) => !id.startsWith('INV-'));
}

/** @param {ts.CallExpression} call @param {ts.SourceFile} source */
function titleOf(call, source) {
  const [first] = call.arguments;
  const name = call.expression.getText(source);
  const owner = /^\w+/.exec(name)?.[0] ?? '';
  if (!first || call.arguments.length < 2 || !TEST_FUNCTIONS.includes(owner)) return null;
  if (!ts.isStringLiteralLike(first) && !ts.isTemplateExpression(first)) return null;
  const title = ts.isStringLiteralLike(first) ? first.text : first.getText(source).slice(1, -1);
  return { title, isGroup: GROUPS.includes(owner) || /^\w+\.describe\b/.test(name) };
}
