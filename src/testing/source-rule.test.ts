// @vitest-environment node
import { expect, test } from 'vitest';
import { sourceBreaches } from './source-rule';

const lines = (count: number) => 'x\n'.repeat(count);
// In pieces, because this file must follow the rules, too.
const disable = ['lint', 'disable'].join('-');
const [inner, testId] = ['dangerouslySet', 'data-'].map(
  (start, index) => start + ['InnerHTML', 'testid'][index],
);

test.each([
  ['core/contract/openapi.yaml', lines(500)],
  ['src/api/recordings/a.json', lines(500)],
  ['src/app.css', lines(200)],
  ['e2e/a.spec.ts-snapshots/a-1.png', ''],
  ['src/ui/a.ts', `// ox${disable}-next-line no-console -- the person asked for it`],
  ['src/ui/a.tsx', `<p>{/* es${disable} x -- a good reason */}</p>`],
])('%s may contain %j', (path, text) => {
  expect(sourceBreaches(path, text)).toEqual([]);
});

test.each([
  ['src/lib/Time.ts', '', ' is not in kebab-case'],
  ['src/features/killSwitch/a.ts', '', ' is not in kebab-case'],
  ['src/dataAge.css', '', ' is not in kebab-case'],
  ['src/app.css', lines(201), ' has 201 lines'],
  ['mocks/data.json', lines(201), ' has 201 lines'],
  ['src/ui/a.tsx', `const props = { ${inner}: x };`, ':1 hides a forbidden prop'],
  ['src/ui/a.tsx', `\nconst props = { '${testId}': 'a' };`, ':2 hides a forbidden prop'],
  ['src/ui/a.ts', `/* es${disable} */\nx;`, ':1 silences the linter'],
  ['src/ui/a.ts', `/** words\n * ox${disable} no-console */\nx;`, ':2 silences the linter'],
  ['src/ui/a.tsx', `<p>\n{/* es${disable}-line no-console -- */}</p>`, ':2 silences the linter'],
  ['src/ui/a.ts', `// ox${disable}-line no-console -- because`, ':1 silences the linter'],
])('%s may not contain %j', (path, text, breach) => {
  expect(sourceBreaches(path, text)).toEqual([expect.stringContaining(path + breach)]);
});
