import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'guardian-leaked-'));

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'leaked-files.ts'),
      outDir: folder,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'leaked-files.mjs' } },
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('A file that somebody left open for the Guardian is not open in Core, only the null device in its place', () => {
  const left = openSync(join(folder, 'leaked-files.mjs'), 'r');
  // Node opens the file for its child as number 40, and so does whoever starts a Guardian carelessly.
  const script = `
    import { spawnSync } from 'node:child_process';
    import { coverLeakedFiles } from ${JSON.stringify(join(folder, 'leaked-files.mjs'))};
    const list = (stdio) => spawnSync('sh', ['-c', 'readlink /proc/$$/fd/40'], { stdio: ['ignore', 'pipe', 'ignore', 'ignore', ...stdio] }).stdout.toString().trim();
    console.log(JSON.stringify([list([]), list(coverLeakedFiles())]));`;
  const none = Array.from({ length: 36 }, () => 'ignore' as const);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', ...none, left],
    encoding: 'utf8',
  });
  closeSync(left);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([join(folder, 'leaked-files.mjs'), '/dev/null']);
});
