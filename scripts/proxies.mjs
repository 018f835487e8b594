// @ts-check
// Starts a real nginx or Caddy with a configuration of docs/agents.md, in which only addresses are changed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './nginx.mjs';
import { root } from './process.mjs';

/** @typedef {'nginx' | 'caddy'} ProxyName */

/** What each needs: how it says its version, the language of its block in the document, and the port in there. */
const KINDS = {
  nginx: { version: ['-v'], block: 'nginx', port: 8081 },
  caddy: { version: ['version'], block: 'caddyfile', port: 8082 },
};

/** The version of the installed program, or null. @param {ProxyName} name */
export function versionOf(name) {
  const { stdout, stderr, status } = spawnSync(name, KINDS[name].version, { encoding: 'utf8' });
  return status === 0 ? (/\d[\d.]+/.exec(stdout + stderr)?.[0] ?? null) : null;
}

/** The one configuration of docs/agents.md for this proxy. @param {ProxyName} name */
export function blockOf(name) {
  const text = readFileSync(resolve(root, 'docs/agents.md'), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${KINDS[name].block}\\n(.*?)^\`\`\`$`, 'gms'))];
  if (blocks.length !== 1) throw new Error(`docs/agents.md should have one block for ${name}.`);
  return blocks[0]?.[1] ?? '';
}

/**
 * Runs it in a folder of its own until it is stopped. `ports` says where the documented ports really are.
 *
 * @param {ProxyName} name
 * @param {string} block
 * @param {Record<number, number>} ports
 */
export async function startProxy(name, block, ports) {
  const port = await freePort();
  const moved = Object.entries({ ...ports, [KINDS[name].port]: port }).reduce((text, [from, to]) => {
    if (!text.includes(`127.0.0.1:${from}`)) throw new Error(`docs/agents.md should name port ${from}.`);
    return text.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`);
  }, block);
  const folder = mkdtempSync(join(tmpdir(), `try-${name}-`));
  const child = name === 'nginx' ? spawnNginx(folder, moved) : spawnCaddy(folder, moved);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (part) => (words += part));
  const ended = new Promise((done) => child.once('close', done));
  const tidy = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', tidy);
  const origin = `http://127.0.0.1:${port}`;
  for (let turn = 0; !(await fetch(origin).catch(() => null)); turn += 1) {
    if (turn > 100 || child.exitCode !== null) throw new Error(`${name} did not start:\n${words}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    origin,
    async stop() {
      process.off('exit', tidy);
      child.kill('SIGTERM');
      await ended;
      tidy();
    },
  };
}

/** @param {string} folder @param {string} block */
function spawnNginx(folder, block) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const one of temporary) mkdirSync(join(folder, one));
  const paths = temporary.map((one) => `${one}_temp_path ${join(folder, one)};`).join(' ');
  const conf = `worker_processes 1; pid nginx.pid; events {}\nhttp {\naccess_log off; ${paths}\n${block}}\n`;
  writeFileSync(join(folder, 'nginx.conf'), conf);
  // When started as root, its workers would run as another user, who may not read our folders.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', `${user}daemon off;`];
  return spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** @param {string} folder @param {string} block */
function spawnCaddy(folder, block) {
  // Its admin port would be the same for everybody on this machine.
  const conf = block.replace(/^\{\n/, '{\n  admin off\n');
  writeFileSync(join(folder, 'Caddyfile'), conf);
  const args = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  return spawn('caddy', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}
