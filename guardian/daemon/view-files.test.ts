import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { viewFiles } from './view-files';

let folder: string;
let project: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exacta-view-'));
  project = join(folder, 'project');
  mkdirSync(join(project, 'docs'), { recursive: true });
  writeFileSync(join(project, 'docs', 'plan.txt'), 'One plan\n');
  writeFileSync(join(project, 'picture'), Uint8Array.of(0xff, 0, 1));
  writeFileSync(join(folder, 'secret'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('shows the files of the project as they are, to read only [F7-71, F7-98]', async () => {
  expect(await viewFiles(project, 'docs/plan.txt')).toMatchObject({
    found: 'file',
    size: 9,
    text: 'One plan\n',
  });
  expect(await viewFiles(project, 'picture')).toMatchObject({ found: 'file', size: 3, text: null });
  const root = await viewFiles(project, '');
  expect(root).toMatchObject({
    found: 'folder',
    complete: true,
    items: [
      { name: 'docs', kind: 'folder', size: null },
      { name: 'picture', kind: 'file', size: 3 },
    ],
  });
  expect(await viewFiles(project, 'nothing')).toEqual({ found: 'nothing' });
  symlinkSync(project, join(folder, 'link'));
  expect(await viewFiles(join(folder, 'link'), 'docs/plan.txt')).toEqual({ found: 'refused' });
  expect(await viewFiles(null, '')).toEqual({ found: 'nothing' });
});

it('leads nowhere else: not up, not through a link, not to a second name of a file', async () => {
  symlinkSync(folder, join(project, 'up'));
  symlinkSync(join(folder, 'secret'), join(project, 'link'));
  linkSync(join(folder, 'secret'), join(project, 'second'));
  const paths = [
    '../secret',
    'docs/../../secret',
    '/etc/passwd',
    'up',
    'up/secret',
    'link',
    'second',
    'a\0b',
  ];
  for (const path of paths)
    expect([path, await viewFiles(project, path)]).toEqual([path, { found: 'refused' }]);
});

it('shows no file that is too large, and says how large it is', async () => {
  writeFileSync(join(project, 'large'), '');
  truncateSync(join(project, 'large'), 5_000_000);
  expect(await viewFiles(project, 'large')).toEqual({ found: 'too large', size: 5_000_000 });
});
