import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USAGE } from '../cli/usage';
import { BUILD_MS, buildGuardian, PROGRAM } from '../testing/programs';
import { run, source } from './testing/package';

const DOCUMENT = readFileSync(join(source, 'docs/guardian.md'), 'utf8');
const blocks = [...DOCUMENT.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, code = '']) => code);
/** Each command that stands in a block, on one line. */
const commands = blocks.flatMap((block) =>
  block
    .split(/\n|&&/)
    .map((line) => line.trim())
    .filter(Boolean),
);
const ofGuardian = commands.filter((line) => /^(?:sudo )?exacta-guardian\b/.test(line));

describe('docs/guardian.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exacta-doc-'));
  const home = join(folder, 'home');
  const guardian = (...words: string[]) => run(process.execPath, [PROGRAM, ...words, '--home', home], folder);

  beforeAll(async () => {
    await buildGuardian();
    expect(guardian('--init')).toMatchObject({ code: 0 });
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names only commands and options that exist', () => {
    expect(ofGuardian.length).toBeGreaterThan(8);
    const known = new Set(USAGE.match(/--[a-z-]+/g));
    const named = [...DOCUMENT.matchAll(/exacta-guardian (?:[^`\n]*? )?(--[a-z-]+(?: --[a-z-]+)*)/g)];
    const words = named.flatMap(([, options = '']) => options.split(' '));
    expect(words.length).toBeGreaterThan(8);
    expect(words.filter((word) => !known.has(word))).toEqual([]);
  });

  it('gives sudo to the commands of an administrator, and to no others', () => {
    const administrators = [...USAGE.matchAll(/^ {2}(--[a-z-]+).*\[A[,\]]/gm)].map(([, word]) => word);
    expect(administrators).toContain('--exit-safe');
    for (const line of ofGuardian) {
      const [, sudo, word = ''] = /^(sudo )?exacta-guardian (--[a-z-]+)/.exec(line) ?? [];
      expect([line, sudo !== undefined]).toEqual([line, administrators.includes(word)]);
    }
  });

  it('names paths of the package and of the repository that exist', () => {
    const scripts = [...DOCUMENT.matchAll(/(?:\/usr\/lib\/exacta\/guardian\/|\.\\)(scripts[\w/\\.]+)/g)];
    expect(scripts.length).toBe(4);
    for (const [, path = ''] of scripts)
      expect(existsSync(join(source, 'guardian', path.replaceAll('\\', '/')))).toBe(true);
    const links = [...DOCUMENT.matchAll(/\]\(([\w-]+\.md)/g)].map(([, file = '']) => file);
    expect(links.filter((file) => !existsSync(join(source, 'docs', file)))).toEqual([]);
  });

  it('tells what the commands that only read print, and their exit codes', () => {
    expect(guardian('--show-status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^mode: NORMAL\n/),
    });
    const { code, out } = guardian('--show-status', '--json');
    expect({ code, json: JSON.parse(out) }).toMatchObject({ code: 0, json: { command: 'show-status' } });
    expect(guardian('--verify-integrity').code).toBe(0);
    expect(guardian('--export-logs', join(folder, 'incident.json')).code).toBe(0);
    expect(readFileSync(join(folder, 'incident.json'), 'utf8')).toContain('INSTALLED');
    expect(guardian('--exit-safe').code).not.toBe(0);
    expect(guardian('--rollback-core', '--exit-safe').code).toBe(2);
  });

  it('says what is not built and what was not tried [F7-145, F7-147]', () => {
    for (const words of [
      '**Windows is untried.**',
      'CAP_SYS_ADMIN',
      '**no WMI interface**',
      '**no report to a management endpoint**',
    ])
      expect(DOCUMENT.replace(/\s+/g, ' ')).toContain(words);
  });

  it('leads through the host operations in the guide’s order, with its principles [OPS-01, OPS-03, OPS-08, OPS-17, OPS-18, OPS-19, OPS-20, OPS-23, OPS-24, OPS-25, OPS-28]', () => {
    const text = DOCUMENT.replace(/\s+/g, ' ');
    const [, operations = ''] = text.split('## Host operations');
    expect(operations.indexOf('stop_frontend_safe.sh')).toBeLessThan(
      operations.indexOf('KILL_FRONTEND_NOW.sh'),
    );
    for (const words of [
      'only on the host itself',
      'Are there backups? What will be lost?',
      'Never put it into a job or a CI. In a container, stop the container instead.',
      '`/var/lib/exacta/logs/control.log`',
      'No process is ended by force over HTTP. Leave it at `0`',
    ])
      expect(operations).toContain(words);
  });
});
