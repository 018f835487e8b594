import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { textBreaches } from './text-rule';

const root = resolve(import.meta.dirname, '../..');
const shipped = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((path) => /(?<!\.test)\.tsx$/.test(path) && !path.includes('testing'));

test('every changing text of the console that has neighbours has an element of its own', () => {
  expect(shipped.length).toBeGreaterThan(80);
  expect(shipped.flatMap((path) => textBreaches(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

describe('the rule for texts', () => {
  const breaches = (jsx: string) => textBreaches('a.tsx', `const page = ${jsx};`).length;

  it.each([
    '<p>{a}</p>',
    '<p>{a ? "one" : "two"}</p>',
    '<p>Text <b>bold</b> text</p>',
    '<p>Text <span>{a}</span> text</p>',
    '<p>Text {a && <b>bold</b>}</p>',
    '<p><Timestamp ms={a} /> text</p>',
    '<ul><li /> {a.map((b) => <li key={b} />)}</ul>',
    '<div><h2>{a}</h2>{children}</div>',
    '<><b>{a}</b><b>{c}</b></>',
    '<p>{a ? <b key="a">Text <i /></b> : <b>Other <i /> text</b>}</p>',
    '<p>{a ? <b>Text</b> : <b>Other</b>}</p>',
    '<p>{a ? <div><b key="a">Text <i /></b></div> : <div><i /></div>}</p>',
  ])('allows %s', (jsx) => expect(breaches(jsx)).toBe(0));

  it.each([
    '<p>Text {a} text</p>',
    '<p>{a && "text"}<b>bold</b></p>',
    '<p>{a ?? c} <b>bold</b></p>',
    '<p>{a ? "text" : <b>bold</b>} <i>x</i></p>',
    '<p>{a && <b>bold</b>} text</p>',
    '<p><Unsteady /> text</p>',
    '<>Text <b>bold</b></>',
    '<>{a}</>',
    '<div>{a && <> text</>}</div>',
    '<p>{a ? <b>Text <i /></b> : <b>Other <i /> text</b>}</p>',
    '<p>{a ? <div><b>Text <i /></b></div> : c ? <i /> : <div><i /></div>}</p>',
  ])('finds the breach in %s', (jsx) => expect(breaches(jsx)).toBeGreaterThan(0));

  it('finds a component that turns one element into another', () => {
    const component = (one: string, other: string) =>
      textBreaches('a.tsx', `function A() {\n  if (b) return ${one};\n  return ${other};\n}`).length;
    expect(component('<p>Text <b /></p>', '<p>Other</p>')).toBe(1);
    expect(component('<p key="a">Text <b /></p>', '<p>Other</p>')).toBe(0);
    expect(component('<p>Text <b /></p>', '<div>Other <b /></div>')).toBe(0);
  });

  it('finds a component that returns text', () => {
    const component = (name: string, one: string) =>
      textBreaches('a.tsx', `function ${name}() {\n  if (b) return ${one};\n  return <b />;\n}`).length;
    expect(component('State', "'Not active'")).toBe(1);
    expect(component('State', 'words')).toBe(1);
    expect(component('State', 'null')).toBe(0);
    expect(component('wordsOf', "'Not active'")).toBe(0);
  });

  it('knows what a variable and a function of the same file stand for', () => {
    const found = (source: string) => textBreaches('a.tsx', source).length;
    expect(found('const link = a && <a />; const b = <p>{link}<b /></p>;')).toBe(0);
    expect(found('const link = a && "text"; const b = <p>{link}<b /></p>;')).toBe(1);
    expect(found('function make(x) {\n  return <b />;\n}\nconst b = <p>{make(1)}<b /></p>;')).toBe(0);
    expect(found('function make(x) {\n  return "text";\n}\nconst b = <p>{make(1)}<b /></p>;')).toBe(1);
  });
});
