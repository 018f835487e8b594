import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deleteProjectFile,
  listProjectFolder,
  NotInProject,
  readProjectFile,
  writeProjectFile,
} from './project-files';

let folder: string;
let project: string;
let secret: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardian-project-'));
  project = join(folder, 'project');
  secret = join(folder, 'secret');
  mkdirSync(join(project, 'notes'), { recursive: true });
  writeFileSync(secret, 'secret');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a project’s files', () => {
  it('are written, read, listed and deleted below its folder', async () => {
    await writeProjectFile(project, 'notes/a.txt', 'grüße');
    await writeProjectFile(project, 'notes/a.txt', 'hi');
    expect(await readProjectFile(project, 'notes/a.txt')).toEqual({ text: 'hi', size: 2, truncated: false });
    expect(await listProjectFolder(project, '')).toEqual([{ name: 'notes', kind: 'folder' }]);
    expect(await listProjectFolder(project, 'notes')).toEqual([{ name: 'a.txt', kind: 'file' }]);
    await deleteProjectFile(project, 'notes/a.txt');
    expect(await listProjectFolder(project, 'notes')).toEqual([]);
  });

  it('are read to a limit, and not written beyond it', async () => {
    writeFileSync(join(project, 'long'), 'x'.repeat(200_000));
    const { text, ...rest } = await readProjectFile(project, 'long');
    expect([text.length, rest]).toEqual([131_072, { size: 200_000, truncated: true }]);
    await expect(writeProjectFile(project, 'long', 'x'.repeat(131_073))).rejects.toThrow(NotInProject);
    expect(readFileSync(join(project, 'long'), 'utf8')).toHaveLength(200_000);
  });

  it('never lead to another place: not by a link, a second name, a path, or a pipe', async () => {
    const alone = join(folder, 'alone');
    writeFileSync(alone, 'secret');
    symlinkSync(alone, join(project, 'link'));
    symlinkSync(folder, join(project, 'up'));
    linkSync(secret, join(project, 'second'));
    execFileSync('mkfifo', [join(project, 'pipe')]);
    for (const path of [
      'link',
      'up/secret',
      'second',
      'pipe',
      '../secret',
      secret,
      'notes/../../secret',
      'notes',
      '',
    ]) {
      await expect(readProjectFile(project, path), `read ${path}`).rejects.toThrow(/./);
      await expect(writeProjectFile(project, path, 'changed'), `write ${path}`).rejects.toThrow(/./);
    }
    await expect(readProjectFile(project, 'link')).rejects.toThrow(NotInProject);
    await expect(listProjectFolder(project, 'up')).rejects.toThrow(NotInProject);
    await expect(deleteProjectFile(project, 'up/secret')).rejects.toThrow(NotInProject);
    await deleteProjectFile(project, 'link');
    expect([alone, secret].map((file) => readFileSync(file, 'utf8'))).toEqual(['secret', 'secret']);
  });

  it('are not there at all where the project’s folder is gone', async () => {
    chmodSync(project, 0o700);
    rmSync(project, { recursive: true });
    await expect(writeProjectFile(project, 'a', 'x')).rejects.toThrow('ENOENT');
    await expect(listProjectFolder(project, '')).rejects.toThrow('ENOENT');
  });
});
