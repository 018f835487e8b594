// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { anchor, brokenCitations, read, sources } from './citations.mjs';

test('every citation in code and documents leads to something that a reader of this repository can open', () => {
  const all = sources();
  expect(all.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'docs/laws.md', 'src/api/http/request.ts', 'vite.config.ts']),
  );
  expect(all.flatMap(brokenCitations)).toEqual([]);
});

describe('a citation', () => {
  const broken = (text, path = 'src/lib/a.ts') => brokenCitations({ path, text });

  test.each([
    'const a = 1; // law 1, laws 2 and 12, laws 1, 4 and 7',
    '// docs/decisions/003 and decision 001',
    '/** docs/laws.md, "The cases" */',
    '// src/main.tsx',
    '// F7 §4, INV-OPER-6, AEGIS-19',
    "const fictional = 'src/nowhere.ts';",
  ])('leads somewhere: %s', (text) => expect(broken(text)).toEqual([]));

  test.each([
    '// law 13',
    '// laws 2 and 0',
    '// decision 999',
    '// product.md',
    '/** docs/laws.md, "No such heading" */',
    '// src/nowhere.ts',
    '// F7 §9',
    '// INV-OPER-5',
    '// AEGIS-67',
  ])('leads nowhere: %s', (text) => expect(broken(text)).toHaveLength(1));

  test.each([
    ['[laws](docs/laws.md#law-4-an-outcome-may-be-unknown)', 0],
    ['[start](#start-it)', 0],
    ['[laws](docs/laws.md#no-such-heading)', 1],
    ['[elsewhere](docs/nowhere)', 1],
    ['[the web](https://example.com/a)', 0],
  ])('in a document, %s, has %i breaches', (text, times) => {
    expect(broken(`# Start it\n\n${text}`, 'README.md')).toHaveLength(times);
  });

  test('of a heading uses its anchor', () => {
    expect(anchor('Law 4: An outcome may be unknown')).toBe('law-4-an-outcome-may-be-unknown');
  });
});

describe('docs/laws.md', () => {
  const laws = read('docs/laws.md')
    .split(/^## /m)
    .filter((section) => section.startsWith('Law '));
  const numberOf = (law) => Number(/^Law (\d+):/.exec(law)?.[1]);
  const files = sources().map(({ path }) => path);

  test('has the twelve laws in order', () => {
    expect(laws.map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test.each(laws.map((law) => [numberOf(law), law]))(
    'gives for law %i its text, the reason, the modules that keep it, and the tests',
    (number, law) => {
      expect(law).toMatch(/^> \S/m);
      expect(law).toMatch(/^\*\*Why\.\*\* \S/m);
      const [, modules = '', tests = ''] = law.split(/^\*\*(?:Kept by\*\*|Tests\.\*\*)/m);
      expect(modules).toMatch(/\]\(\.\.\/src\//);
      expect(tests).toMatch(/\]\(\.\.\/src\/.*\.test\.tsx?\)/);
      const start = `e2e/laws/law-${String(number).padStart(2, '0')}-`;
      const specs = files.filter((path) => path.startsWith(start));
      expect(specs.length).toBeGreaterThan(0);
      expect(specs.filter((path) => !tests.includes(`](../${path})`))).toEqual([]);
    },
  );
});
