// @ts-check
// Starts a real nginx with docs/nginx.conf, in which only addresses and folders are changed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './process.mjs';

/** @typedef {{ origin: string, loseWorkers: () => void, stop: () => Promise<void> }} Nginx */

/** The version of the installed nginx, or null. */
export function nginxVersion() {
  const { stderr, status } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  return status === 0 ? (/nginx\/(\S+)/.exec(stderr)?.[1] ?? null) : null;
}

/**
 * Runs nginx in the foreground, in a folder of its own, until it is stopped. `edit` may change the configuration further.
 *
 * @param {{ dist: string, apiPort: number, edit?: (conf: string) => string }} options
 * @returns {Promise<Nginx>}
 */
export async function startNginx({ dist, apiPort, edit = (conf) => conf }) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'console-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const name of temporary) mkdirSync(join(folder, name));
  const paths = temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ');
  let conf = readFileSync(resolve(root, 'docs/nginx.conf'), 'utf8');
  conf = replaceOnce(conf, '\nworker_processes auto;', '\nworker_processes 1;');
  conf = replaceOnce(conf, '\nhttp {', `\nhttp {\n  access_log off; ${paths}`);
  conf = replaceOnce(conf, 'server 127.0.0.1:8787;', `server 127.0.0.1:${apiPort};`);
  conf = replaceOnce(conf, '    listen 8080;', `    listen 127.0.0.1:${port};`);
  conf = replaceOnce(conf, 'root /srv/kill-switch-console;', `root ${dist};`);
  writeFileSync(join(folder, 'nginx.conf'), edit(conf));

  // When started as root, its workers would run as another user, who may not read our folders.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const log = join(folder, 'error.log');
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', log, '-g', `${user}daemon off;`];
  const child = spawn('nginx', args, { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('close', done));
  const tidy = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', tidy);
  const origin = `http://127.0.0.1:${port}`;
  if (!(await answers(origin, child))) {
    throw new Error(`nginx did not start:\n${readFileSync(log, 'utf8')}`);
  }
  return {
    origin,
    // Like a crash or a broken network: open connections end at once, and a new worker accepts new ones.
    loseWorkers() {
      const listed = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
      for (const pid of listed) process.kill(Number(pid), 'SIGKILL');
    },
    async stop() {
      process.off('exit', tidy);
      child.kill('SIGTERM');
      await ended;
      tidy();
    },
  };
}

/** @param {string} text @param {string} part @param {string} by */
function replaceOnce(text, part, by) {
  if (text.split(part).length !== 2) throw new Error(`docs/nginx.conf should have "${part.trim()}" once.`);
  return text.replace(part, () => by);
}

/** @param {string} origin @param {import('node:child_process').ChildProcess} child */
async function answers(origin, child) {
  for (let turn = 0; turn < 100 && child.exitCode === null; turn++) {
    if (await fetch(origin).catch(() => null)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
