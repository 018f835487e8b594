import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../..');

/** Comments may quote paths; they send nothing. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** The shipped code: no tests, and nothing that only tests use. */
const shipped = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|^testing/.test(path))
  .map((path) => ({ path, text: withoutComments(readFileSync(join(SRC, path), 'utf8')) }));
const contract = readFileSync(join(SRC, '../core/contract/openapi.yaml'), 'utf8');

/** The paths of the contract with their methods. Read line by line, because no YAML parser is available or needed here. */
function operations(): string[] {
  let path = '';
  return contract.split('\n').flatMap((line) => {
    const found = /^ {2}(\/\S+):\s*$/.exec(line)?.[1];
    if (found !== undefined) path = found;
    const method = /^ {4}(get|put|post|delete|patch|head|options|trace):/.exec(line)?.[1];
    return method === undefined ? [] : [`${method.toUpperCase()} ${path}`];
  });
}

it('the contract has two requests of the control API: to read, and to ask for a stop', () => {
  expect(operations().length).toBeGreaterThan(10);
  expect(operations().filter((operation) => operation.includes('/control'))).toEqual([
    'GET /control/api/status',
    'POST /control/api/stop',
  ]);
});

it('the client sends these two and no others [OPS-02]', () => {
  // Each place that names a path of /control, with the method before it in the same request.
  const named = shipped.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:method: '(\w+)',\s*path: (?:\w+\()?)?(['"`])(\/control[^'"`]*)\2/g)].map(
      ([, method, , url]) => `${path}: ${method} ${url}`,
    ),
  );
  expect(named).toEqual([
    'api/guardian/control.ts: GET /control/api/status',
    'api/guardian/control.ts: POST /control/api/stop',
  ]);
});

it('only two modules send anything at all [AEGIS-37]', () => {
  const senders = shipped.filter(({ text }) =>
    /\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource/.test(text),
  );
  expect(senders.map(({ path }) => path).toSorted()).toEqual([
    'api/guardian/export-logs.ts',
    'api/http/request.ts',
  ]);
});

it('no path, method or body of a request can kill a process [OPS-02]', () => {
  const paths = shipped.flatMap(({ text }) => [
    ...text.matchAll(/(['"`])(\/(?:control|guardian|decision|audit|auth)\/[^'"`]*)\1/g),
  ]);
  expect(paths.length).toBeGreaterThan(10);
  for (const [, , path] of paths) expect(path).not.toMatch(/taskkill|process|exec|shell|command|script|pid/i);
  // Only the switch and the acknowledgement have "kill" in their names.
  const kills = paths.map(([, , path = '']) => path.replace(/\?.*/, '')).filter((path) => /kill/i.test(path));
  for (const path of kills)
    expect(path).toMatch(/^\/decision\/kill-switch\/|^\/guardian\/kill\/acknowledge$/);
  const clients = shipped.filter(({ path }) => path.startsWith('api/'));
  for (const { text } of clients) expect(text).not.toMatch(/taskkill(?!_allowed)|KILL_FRONTEND_NOW/i);
});
