import ts from 'typescript';

/** Around 150 lines a file; past this look for the seam. */
const MOST_LINES = 200;
/** Generated or data, which nobody reads from top to bottom. */
const MAY_BE_LONG = /^src\/api\/(contract\.d\.ts|openapi\.yaml|recordings\/.*\.json)$/;
const MAY_EXPORT_DEFAULT = /-page\.tsx$|\.config\.ts$|^e2e\/global-setup\.ts$/;

const FORBIDDEN_PROPS = new Map([
  ['style', 'the CSP blocks inline styles: use a class'],
  ['dangerouslySetInnerHTML', 'Trusted Types block it, and it invites script injection'],
  ['data-testid', 'an element that no role reaches is an accessibility bug'],
]);
const TEST_FUNCTIONS = ['test', 'it', 'describe', 'suite'];
const NOT_RUN = ['only', 'skip', 'todo', 'fixme', 'skipIf', 'runIf'];

/** Says what breaks the project's style in a file, which linters leave open: `path:line what`. */
export function sourceBreaches(path: string, text: string): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const breaches = [...nameBreaches(path)];
  if (lines > MOST_LINES && !MAY_BE_LONG.test(path))
    breaches.push(`has ${lines} lines; ${MOST_LINES} are the most`);
  return [
    ...breaches.map((what) => `${path} ${what}`),
    ...(/\.tsx?$/.test(path) ? codeBreaches(path, text) : []),
  ];
}

function nameBreaches(path: string): string[] {
  const breaches: string[] = [];
  if (/(^|\/)index\.tsx?$/.test(path)) breaches.push('is a barrel: import from the file itself');
  if (!path.split('/').every((part) => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)))
    breaches.push('is not in kebab-case');
  return breaches;
}

function codeBreaches(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const breaches: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isJSDoc(node)) return;
    const start = node.getStart(source);
    const report = (what: string, at = start) =>
      breaches.push(`${path}:${source.getLineAndCharacterOfPosition(at).line + 1} ${what}`);
    const children = node.getChildren(source);
    // Between two tokens there is only space and comments, except in JSX text, which may look like a comment.
    if (children.length === 0 && !ts.isJsxText(node)) {
      for (const { what, offset } of directivesWithoutReason(text.slice(node.pos, start)))
        report(what, node.pos + offset);
    }
    const what =
      nodeBreach(node, source) ?? (MAY_EXPORT_DEFAULT.test(path) ? undefined : defaultExport(node));
    if (what) report(what);
    children.forEach(visit);
  };
  visit(source);
  return breaches;
}

function nodeBreach(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isJsxAttribute(node) || (ts.isPropertyAssignment(node) && node.name.getText(source) !== 'style')) {
    const name = node.name.getText(source).replace(/['"]/g, '');
    return FORBIDDEN_PROPS.has(name) ? `${name}: ${FORBIDDEN_PROPS.get(name)}` : undefined;
  }
  if (ts.isIdentifier(node)) {
    if (/^(get|query|find)(All)?ByTestId$/.test(node.text))
      return `${node.text}: ${FORBIDDEN_PROPS.get('data-testid')}`;
    if (node.text === 'waitForTimeout') return 'waitForTimeout: wait for what is expected, not for time';
  }
  if (ts.isPropertyAccessExpression(node) && NOT_RUN.includes(node.name.text)) {
    const owner = node.expression.getText(source).split('.')[0] ?? '';
    return TEST_FUNCTIONS.includes(owner) ? `${owner}.${node.name.text}: every test runs, always` : undefined;
  }
  return undefined;
}

function defaultExport(node: ts.Node): string | undefined {
  const what = 'default export: only page modules and configuration files have one';
  if (ts.isExportAssignment(node)) return what;
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return what;
  const keywords = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return keywords?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ? what : undefined;
}

/** `oxlint-disable… rule -- why` and `@ts-expect-error why`: silencing a tool takes a reason. */
function directivesWithoutReason(trivia: string) {
  const linter = /((?:es|ox)lint-disable[\w-]*)(?![^\n]*\s--\s+\p{L}[^\n]*\p{L})/gu;
  const compiler = /(@ts-(?:ignore|expect-error|nocheck))(?![^\n\p{L}]*\p{L}+[^\n]*\s\p{L})/gu;
  return [...trivia.matchAll(linter), ...trivia.matchAll(compiler)].map(({ 1: directive, index }) => ({
    what: `${directive}: say why`,
    offset: index,
  }));
}
