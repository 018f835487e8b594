// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe as group, expect, test } from 'vitest';
import { describe, FILE, problems, readNotes, readRequirements, rowsOf } from './coverage.mjs';
import { readTests, taggedTests } from './tagged-tests.mjs';

const requirements = readRequirements();
const notes = readNotes();
const tests = readTests();
const rows = rowsOf(requirements, notes, tests);

test('the requirements are the 268 of the three documents, and each id occurs once', () => {
  const ids = (prefix, count) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);
  expect(requirements.map(({ id }) => id)).toEqual([
    ...ids('AEGIS', 66),
    ...ids('F7', 170),
    ...ids('OPS', 32),
  ]);
});

test('every tag names a requirement, and every requirement has a test or a reason', () => {
  expect(problems(rows, notes, tests)).toEqual([]);
});

test('the committed page matches the tags (otherwise: npm run coverage)', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(describe(rows));
});

group('a tag', () => {
  const tagsOf = (text) => taggedTests('src/a.test.ts', text).map(({ title, tags }) => [title, ...tags]);

  test('counts in the title of a test or of a group around it', () => {
    const text = `describe('a group ${'[F7-01]'}', () => {
      it.each(['x'])('%s works [AEGIS-02, OPS-03]', (x) => {});
      test.describe('inside', () => { test(\`\${name} too\`, () => {}); });
    });`;
    expect(tagsOf(text)).toEqual([
      ['a group › %s works', 'F7-01', 'AEGIS-02', 'OPS-03'],
      ['a group › inside › ${name} too', 'F7-01'],
    ]);
  });

  test('does not count outside of a title', () => {
    expect(tagsOf("// [F7-01]\nconst a = 'F7 [AEGIS-01]'; test('untagged', () => {});")).toEqual([]);
  });
});

group('what is wrong is told', () => {
  const one = (id, heldBy) => ({ id, asks: '', where: '', heldBy });
  const held = (path, ...tags) => ({ path, title: 't', tags });
  const wrong = (list, own, all) => problems(rowsOf(list, own, all), own, all);

  test('a tag that names no requirement is reported', () => {
    expect(wrong([], {}, [held('src/a.test.ts', 'F7-999')])).toEqual([
      'src/a.test.ts, t: F7-999 is no requirement',
    ]);
  });

  test('a requirement of the console that only the mocks test is reported', () => {
    const list = [one('F7-01', ['console', 'guardian'])];
    expect(wrong(list, {}, [held('mocks/a.test.ts', 'F7-01')])).toEqual([
      'F7-01 has neither a test nor a reason',
    ]);
    expect(wrong(list, { 'F7-01': { why: 'x' } }, [held('mocks/a.test.ts', 'F7-01')])).toEqual([]);
  });

  test('a reason that became unnecessary by a test is reported', () => {
    const list = [one('F7-01', ['console'])];
    expect(wrong(list, { 'F7-01': { why: 'x' } }, [held('src/a.test.ts', 'F7-01')])).toHaveLength(1);
  });

  test('a part behind the console that no test of its own holds is reported, unless a note says why', () => {
    const list = [one('F7-01', ['console', 'guardian'])];
    const other = [held('src/a.test.ts', 'F7-01'), held('mocks/a.test.ts', 'F7-01')];
    expect(wrong(list, {}, other)).toEqual(['F7-01 has no test of guardian, and says not why']);
    expect(wrong(list, { 'F7-01': { note: 'x' } }, other)).toEqual([]);
    expect(wrong(list, {}, [...other, held('guardian/a.test.ts', 'F7-01')])).toEqual([]);
  });
});
