import ts from 'typescript';

/**
 * Finds changing text that has neighbours but no element of its own. When the browser translates the page, it moves such a
 * text out of React's control: React then fails to remove it, or changes a text that is no longer visible.
 *
 * An expression with neighbours must therefore consist of elements (or of nothing). `children` is the business of the
 * caller. And when one element takes the place of another of the same kind, those that contain such text need a key:
 * otherwise React would change the one into the other, text by text.
 */
export function textBreaches(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) found.push(...looseText(node, file, path));
    if (ts.isConditionalExpression(node) && !ts.isConditionalExpression(node.parent))
      found.push(...mixedUp(outcomes(node), file, path));
    if (ts.isFunctionDeclaration(node)) {
      found.push(...mixedUp(returned(node), file, path));
      if (/^[A-Z]/.test(node.name?.text ?? '')) found.push(...bareText(returned(node), file, path));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function looseText(parent: ts.JsxElement | ts.JsxFragment, file: ts.SourceFile, path: string): string[] {
  const children = parent.children.filter(isThere);
  // A single child of a fragment may still have neighbours: those of the fragment.
  if (children.length < 2 && ts.isJsxElement(parent)) return [];
  return children.flatMap((child, index) => {
    const line = file.getLineAndCharacterOfPosition(child.getStart(file)).line + 1;
    const where = `${path}:${line} ${child.getText(file).replace(/\s+/g, ' ').trim()}`;
    // The children of a fragment are added and removed one by one.
    if (ts.isJsxFragment(parent) && isText(child))
      return [`${where}: text of a fragment needs an element of its own`];
    if (ts.isJsxExpression(child) && child.expression && mayBeText(child.expression))
      return [`${where}: text beside others needs an element of its own`];
    const next = children[index + 1];
    return next && isText(next) && changes(child)
      ? [`${where}: the text after what comes and goes needs an element of its own`]
      : [];
  });
}

function isThere(child: ts.JsxChild): boolean {
  if (ts.isJsxText(child)) return !child.containsOnlyTriviaWhiteSpaces;
  return !ts.isJsxExpression(child) || child.expression !== undefined;
}

/** Text that never changes, `{' '}` too. */
function isText(child: ts.JsxChild): boolean {
  return (
    ts.isJsxText(child) ||
    (ts.isJsxExpression(child) && child.expression !== undefined && ts.isStringLiteralLike(child.expression))
  );
}

function mayBeText(expression: ts.Expression): boolean {
  if (ts.isStringLiteralLike(expression)) return false;
  return outcomes(expression).some((one) => !isElement(one));
}

/** The possible results of an expression. */
function outcomes(expression: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(expression)) return outcomes(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...outcomes(expression.whenTrue), ...outcomes(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return outcomes(expression.right);
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...outcomes(expression.left), ...outcomes(expression.right)];
  }
  return [expression];
}

function isElement(expression: ts.Expression): boolean {
  if (ts.isJsxElement(expression) || ts.isJsxSelfClosingElement(expression) || ts.isJsxFragment(expression))
    return true;
  if (expression.kind === ts.SyntaxKind.NullKeyword) return true;
  const text = expression.getText();
  if (/^(props\.)?children\b/.test(text)) return true;
  // The name of a variable that holds elements or nothing.
  if (ts.isIdentifier(expression)) return namesElements(expression);
  // A list of elements, or a function of this file that returns one.
  if (!ts.isCallExpression(expression)) return false;
  const called = expression.expression.getText();
  return (
    called.endsWith('.map') ||
    new RegExp(`(?:^function ${called}\\([^]*?return|const ${called} = \\([^]*?=>) \\(?\\s*<`, 'm').test(
      sourceOf(expression),
    )
  );
}

const sourceOf = (node: ts.Node) => node.getSourceFile().text;

function namesElements(name: ts.Identifier): boolean {
  const values: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name.text && node.initializer)
      values.push(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(name.getSourceFile());
  return (
    values.length > 0 && values.flatMap(outcomes).every((one) => !ts.isIdentifier(one) && isElement(one))
  );
}

/** These always render the same single element. */
const ONE_ELEMENT =
  /^(ActionChip|Button|(Nav|Host)?Link|Recorded(Operator|Text|Time)|StateIcon|Timestamp|UserText)$/;

/** Whether the child can be present at one time and absent, or a different element, at another. */
function changes(child: ts.JsxChild): boolean {
  if (ts.isJsxFragment(child)) return true;
  if (ts.isJsxElement(child)) return changing(child.openingElement.tagName.getText());
  if (ts.isJsxSelfClosingElement(child)) return changing(child.tagName.getText());
  return ts.isJsxExpression(child) && !isText(child);
}

function changing(tag: string): boolean {
  return /^[A-Z]/.test(tag) && !ONE_ELEMENT.test(tag);
}

function returned(func: ts.FunctionDeclaration): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(...outcomes(node.expression));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(func, visit);
  return found;
}

/** A component's text has the place of the component: it may have neighbours, or an element may take its place. */
function bareText(made: ts.Expression[], file: ts.SourceFile, path: string): string[] {
  return made
    .filter((one) => ts.isStringLiteralLike(one) || !isElement(one))
    .map((one) => {
      const line = file.getLineAndCharacterOfPosition(one.getStart(file)).line + 1;
      return `${path}:${line} ${one.getText(file)}: a component’s text needs an element of its own`;
    });
}

function mixedUp(made: ts.Expression[], file: ts.SourceFile, path: string): string[] {
  const unkeyed = made.filter((one) => tagOf(one) !== null && !hasKey(one));
  return unkeyed
    .filter(
      (one) => holdsLooseText(one) && unkeyed.some((other) => other !== one && tagOf(other) === tagOf(one)),
    )
    .map((one) => {
      const line = file.getLineAndCharacterOfPosition(one.getStart(file)).line + 1;
      return `${path}:${line} <${tagOf(one)}>: takes the place of another one, and needs a key`;
    });
}

function tagOf(node: ts.Node): string | null {
  if (ts.isJsxElement(node)) return node.openingElement.tagName.getText();
  if (ts.isJsxSelfClosingElement(node)) return node.tagName.getText();
  return ts.isJsxFragment(node) ? '' : null;
}

function hasKey(node: ts.Node): boolean {
  const opening = ts.isJsxElement(node)
    ? node.openingElement
    : ts.isJsxSelfClosingElement(node)
      ? node
      : null;
  return opening?.attributes.properties.some(({ name }) => name?.getText() === 'key') ?? false;
}

/** An element with a key of its own is never made from another one. */
function holdsLooseText(node: ts.Node): boolean {
  if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
    const children = node.children.filter(isThere);
    if (children.length > 1 && children.some(isText)) return true;
  }
  return ts.forEachChild(node, (child) => (hasKey(child) ? false : holdsLooseText(child))) ?? false;
}
