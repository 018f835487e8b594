import { posix } from 'node:path';
import ts from 'typescript';

/** One import, re-export, `import()` or `import type` of a file. A specifier that is not a literal reads `computed`. */
export type Import = { specifier: string; kind: 'static' | 'dynamic' | 'type'; line: number };

const COMPUTED = 'computed';
const ALL_OF_SRC = ['lib', 'ui', 'api', 'stores', 'auth', 'action', 'guardian', 'switch', 'features', 'top'];

/** Who may import whom, beside its own folder; what is missing here may import nothing. `top` is app, routes, main. */
const MAY_IMPORT: Record<string, string[]> = {
  lib: [],
  ui: ['lib'],
  api: ['lib'],
  stores: ['lib'],
  auth: ['api', 'lib', 'stores', 'ui'],
  action: ['auth', 'api', 'ui', 'stores', 'lib'],
  guardian: ['action', 'auth', 'api', 'ui', 'stores', 'lib'],
  switch: ['action', 'auth', 'api', 'ui', 'stores', 'lib'],
  features: ['action', 'switch', 'guardian', 'auth', 'api', 'ui', 'stores', 'lib'],
  top: ALL_OF_SRC,
  testing: [...ALL_OF_SRC, 'mocks'],
  mocks: ['scripts'],
  e2e: ['mocks', 'scripts'],
};

/** What a folder does without, although the project depends on it: `ui` knows no router, query or store. */
const NOT_FOR: Record<string, string[]> = { ui: ['react-router-dom', '@tanstack/react-query', 'zustand'] };

/** Every way in which a file reaches another one. */
export function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (at: ts.Node, target: ts.Node | undefined, kind: Import['kind']) => {
    const specifier = target && ts.isStringLiteralLike(target) ? target.text : COMPUTED;
    found.push({ specifier, kind, line: source.getLineAndCharacterOfPosition(at.getStart(source)).line + 1 });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) {
      const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      add(node, node.moduleSpecifier, typeOnly ? 'type' : 'static');
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type');
    } else if (ts.isExternalModuleReference(node)) {
      add(node, node.expression, 'static');
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(source);
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node, node.arguments[0], 'dynamic');
      if (callee === 'require') add(node, node.arguments[0], 'static');
      if (callee === 'import.meta.glob') add(node, undefined, 'static');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Says for each import of a file that breaks the rule of the architecture what is wrong with it. */
export function importBreaches(path: string, text: string, dependencies: string[]): string[] {
  return importsOf(path, text).flatMap((found) => {
    const why = found.specifier.startsWith('.')
      ? whyNotOurs(path, found)
      : whyNotPackage(path, found, dependencies);
    return why ? [`${path}:${found.line} imports ${found.specifier}: ${why}`] : [];
  });
}

function whyNotOurs(path: string, { specifier, kind }: Import): string | undefined {
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
  const [from, to] = [folderOf(path), folderOf(target)];
  const own = from === to && (from !== 'features' || featureOf(path) === featureOf(target));
  if (own || MAY_IMPORT[from]?.includes(to)) return undefined;
  if (isTest(path) && ['mocks', 'testing'].includes(to)) return undefined;
  if (path === 'src/main.tsx' && to === 'mocks') {
    return kind === 'dynamic'
      ? undefined
      : 'main reaches the mocks only dynamically, or production would ship them';
  }
  if (from === 'mocks' && /^src\/api\/contract(\.d)?(\.ts)?$/.test(target)) {
    return kind === 'type' ? undefined : 'mocks take only types from the contract (import type)';
  }
  if (from === 'features' && to === 'features') return 'one feature never imports another';
  if (!MAY_IMPORT[from]) return `${from} has no place in the architecture`;
  return `${from} may import only ${[...MAY_IMPORT[from], 'its own folder'].join(', ')}`;
}

function whyNotPackage(path: string, { specifier }: Import, dependencies: string[]): string | undefined {
  if (specifier === COMPUTED) return 'nobody can check what a computed import reaches';
  if (specifier.startsWith('/')) return 'name our own files by a relative path';
  const from = folderOf(path);
  const shipped = path.startsWith('src/') && from !== 'testing' && !isTest(path);
  if (!shipped) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (!dependencies.includes(name)) return 'what is shipped imports only the dependencies of package.json';
  return NOT_FOR[from]?.includes(name) ? `${from} does without it` : undefined;
}

function isTest(path: string) {
  return /\.test\.tsx?$/.test(path);
}

function folderOf(path: string): string {
  const [first = '', second = '', third] = path.split('/');
  if (first !== 'src') return first;
  return third === undefined || second === 'app' ? 'top' : second;
}

function featureOf(path: string) {
  return path.split('/')[2];
}
