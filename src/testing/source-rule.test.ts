// @vitest-environment node
import { expect, test } from 'vitest';
import { sourceBreaches } from './source-rule';

const lines = (count: number) => 'x;\n'.repeat(count);

test.each([
  ['src/lib/time.ts', 'export const only = 1; // a comment'],
  ['src/features/history/history-page.tsx', 'export default function HistoryPage() { return null; }'],
  ['vite.config.ts', 'export default {};'],
  ['src/api/contract.d.ts', `export interface paths {}\n${lines(500)}`],
  ['src/api/openapi.yaml', 'a: 1\n'.repeat(500)],
  ['src/lib/long.ts', lines(200)],
  ['e2e/session/sign-in.spec.ts', `test('a test that is skipped', () => list.skip(1));`],
  ['e2e/a.spec.ts-snapshots/a-1.png', ''],
  ['src/ui/text.tsx', 'const a = <p>// eslint-disable is only text here</p>;'],
  ['src/ui/text.tsx', `const a = '@ts-ignore data-testid'; const css = { style: 'bold' }; a.style.color;`],
  ['src/ui/a.ts', '// oxlint-disable-next-line no-console -- the person asked for it\nx;'],
  ['src/ui/a.ts', '// @ts-expect-error the type of jsdom lacks closedby\nx;'],
  ['src/ui/a.tsx', 'const a = <p>{/* eslint-disable x -- a good reason */}</p>;'],
])('%s may contain %j', (path, text) => {
  expect(sourceBreaches(path, text)).toEqual([]);
});

test.each([
  ['src/lib/time.ts', 'export default 1;', ':1 default export'],
  ['src/lib/time.ts', '\nexport default function f() {}', ':2 default export'],
  ['src/lib/time.ts', 'const a = 1; export { a as default };', ':1 default export'],
  ['src/lib/index.ts', '', ' is a barrel'],
  ['src/lib/Time.ts', '', ' is not in kebab-case'],
  ['src/ui/dataAge.tsx', '', ' is not in kebab-case'],
  ['src/features/killSwitch/a.ts', '', ' is not in kebab-case'],
  ['src/lib/long.ts', lines(201), ' has 201 lines'],
  ['mocks/data.json', '1\n'.repeat(201), ' has 201 lines'],
  ['src/ui/a.tsx', '<p style={{ color }} />;', ':1 style'],
  ['src/ui/a.tsx', '<p\n  dangerouslySetInnerHTML={x} />;', ':2 dangerouslySetInnerHTML'],
  ['src/ui/a.tsx', 'const props = { dangerouslySetInnerHTML: x };', ':1 dangerouslySetInnerHTML'],
  ['src/ui/a.tsx', '<p data-testid="a" />;', ':1 data-testid'],
  ['src/ui/a.tsx', `const props = { 'data-testid': 'a' };`, ':1 data-testid'],
  ['src/ui/a.test.tsx', `screen.getByTestId('a');`, ':1 getByTestId'],
  ['src/ui/a.test.tsx', `const { queryAllByTestId } = screen;`, ':1 queryAllByTestId'],
  ['src/ui/a.test.tsx', `test.only('a', f);`, ':1 test.only'],
  ['src/ui/a.test.tsx', `describe.skip('a', f);`, ':1 describe.skip'],
  ['e2e/a.spec.ts', `test.describe.only('a', f);`, ':1 test.only'],
  ['e2e/a.spec.ts', `it.skipIf(ci)('a', f);`, ':1 it.skipIf'],
  ['e2e/a.spec.ts', `await page.waitForTimeout(500);`, ':1 waitForTimeout'],
  ['src/ui/a.ts', '\n// @ts-ignore\nx;', ':2 @ts-ignore: say why'],
  ['src/ui/a.ts', 'x; // @ts-expect-error TS2345', ':1 @ts-expect-error: say why'],
  ['src/ui/a.ts', '/* eslint-disable */\nx;', ':1 eslint-disable: say why'],
  ['src/ui/a.ts', '/** words\n * oxlint-disable no-console */\nx;', ':2 oxlint-disable: say why'],
  [
    'src/ui/a.tsx',
    'const a = <p>\n{/* eslint-disable-line no-console -- */}</p>;',
    ':2 eslint-disable-line: say why',
  ],
  ['src/ui/a.ts', 'x;\n// @ts-nocheck', ':2 @ts-nocheck: say why'],
])('%s may not contain %j', (path, text, breach) => {
  expect(sourceBreaches(path, text)).toEqual([expect.stringContaining(path + breach)]);
});
