// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './process.mjs';

/** The scripts that a person runs, by their names in package.json. */
const scripts = {
  start: 'start.mjs',
  demo: 'demo.mjs',
  serve: 'serve.mjs',
  gateway: 'gateway.mjs',
  test: 'test.mjs',
  'mock-server': 'mock-server.mjs',
  soak: 'soak.mjs',
  bench: 'bench/run.mjs',
  coverage: 'coverage.mjs',
  licences: 'licences.mjs',
  screenshots: 'screenshots.mjs',
  'build:demo': 'build-demo.mjs',
  'try-nginx': 'try-nginx.mjs',
  'try-proxies': 'try-proxies.mjs',
  'try-systemd': 'try-systemd.mjs',
};

/**
 * Runs a script in a temporary folder, where every file that it writes can be seen. @param {string} file @param {string[]}
 * args
 */
function run(file, ...args) {
  const cwd = mkdtempSync(join(tmpdir(), 'options-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', file), ...args], {
    cwd,
    env: { ...process.env, TMPDIR: cwd },
    encoding: 'utf8',
  });
  const left = readdirSync(cwd);
  rmSync(cwd, { recursive: true });
  return { status, stdout, stderr, left };
}

test.each(Object.entries(scripts))(
  '%s --help prints how to use the script, and does nothing',
  (name, file) => {
    const { status, stdout, stderr, left } = run(file, name === 'start' ? '-h' : '--help');
    expect(stdout).toMatch(new RegExp(`^Usage: npm (run )?${name}\\b`));
    expect({ status, stderr, left }).toEqual({ status: 0, stderr: '', left: [] });
  },
);

test.each(Object.entries(scripts))('%s refuses an unknown option, and starts nothing', (name, file) => {
  const { status, stdout, stderr, left } = run(file, '--nonsense');
  expect(stderr).toMatch(new RegExp(`Usage: npm (run )?${name}\\b`));
  expect({ status, stdout, left }).toEqual({ status: 2, stdout: '', left: [] });
});

test.each([
  ['start.mjs', '--port', '70000', /--port 70000 is not a port number/],
  ['soak.mjs', '0', '', /0 is not a number of walks/],
  ['mock-server.mjs', '--dist', '/nowhere', /--dist \/nowhere has no index\.html/],
  ['mock-server.mjs', '--fault', 'status:odd', /Unknown fault "odd"/],
])('%s refuses %s %s', (file, flag, value, words) => {
  const { status, stderr } = run(file, flag, ...(value ? [value] : []));
  expect(stderr).toMatch(words);
  expect(status).toBe(2);
});
