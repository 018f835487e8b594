import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showProject } from './show-project';

const folder = mkdtempSync(join(tmpdir(), 'guardian-show-'));
const project = join(folder, 'project');
beforeAll(() => {
  mkdirSync(join(project, 'notes'), { recursive: true });
  writeFileSync(join(folder, 'secret'), 'secret');
  writeFileSync(join(project, 'a.txt'), 'grüße');
  writeFileSync(join(project, 'bytes'), Buffer.from([0xff, 0xfe]));
  writeFileSync(join(project, 'zero'), 'a\0b');
  writeFileSync(join(project, 'long'), 'x'.repeat(131_073));
  symlinkSync(join(folder, 'secret'), join(project, 'link'));
  symlinkSync(folder, join(project, 'up'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const modifiedAt = expect.any(String);

describe('the view of a project’s files', () => {
  it('shows a file’s text, or that it is none or too long [F7-71, F7-98]', async () => {
    expect(await showProject(project, 'a.txt')).toEqual({
      found: 'file',
      size: 7,
      modifiedAt,
      text: 'grüße',
    });
    expect(await showProject(project, 'bytes')).toEqual({ found: 'file', size: 2, modifiedAt, text: null });
    expect(await showProject(project, 'zero')).toMatchObject({ text: null });
    expect(await showProject(project, 'long')).toEqual({ found: 'too large', size: 131_073 });
  });

  it('lists a folder by name, with links as links [F7-71]', async () => {
    const shown = await showProject(project, '');
    expect(shown).toMatchObject({ found: 'folder', complete: true });
    const items = shown.found === 'folder' ? shown.items : [];
    expect(items.map(({ name, kind, size }) => [name, kind, size])).toEqual([
      ['a.txt', 'file', 7],
      ['bytes', 'file', 2],
      ['link', 'link', null],
      ['long', 'file', 131_073],
      ['notes', 'folder', null],
      ['up', 'link', null],
      ['zero', 'file', 3],
    ]);
  });

  it('never leads out of the project, and says what is not there', async () => {
    for (const path of ['link', 'up', 'up/secret', '../secret', '/etc/passwd', 'notes/..', 'a.txt/x']) {
      expect([path, await showProject(project, path)]).toEqual([path, { found: 'refused' }]);
    }
    for (const path of ['missing', 'notes/missing', 'missing/x']) {
      expect([path, await showProject(project, path)]).toEqual([path, { found: 'nothing' }]);
    }
  });
});
