// @ts-check
// `npm run try-systemd`: installs the package as docs/guardian.md says, under a systemd that is booted for it, and checks what
// the units promise: how they start, watch, stop and start again.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';

readOptions(
  `Usage: npm run try-systemd
Boots systemd in namespaces, installs the Guardian there, and tries its units. Takes about three minutes. Needs Linux and root.`,
  {},
);
const systemd = '/lib/systemd/systemd';
if (process.getuid?.() !== 0 || !existsSync(systemd)) {
  console.error('This needs root and systemd. Debian and Ubuntu: sudo apt-get install systemd');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'try-systemd-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const shared = mkdtempSync(join(folder, 'shared-'));
const work = mkdtempSync(join(folder, 'work-'));
const core = ['--core', 'guardian/sample-core', '--core-version', '1.0.0'];
const made = spawnSync('npm', ['run', 'package', '--', ...core, '--out', shared], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (made.status !== 0) process.exit(1);
const trial = join(root, 'scripts/systemd/trial.sh');
const booted = spawn('sh', [join(root, 'scripts/systemd/boot.sh'), work, shared], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = new Promise((resolve) => booted.once('exit', resolve));
let code = 1;
try {
  const first = await firstProcess();
  code =
    spawnSync('nsenter', ['--target', String(first), '--all', 'sh', '-s'], {
      input: readFileSync(trial),
      stdio: ['pipe', 'inherit', 'inherit'],
    }).status ?? 1;
} finally {
  booted.kill('SIGKILL');
  await ended;
  await removeCgroup();
}
process.exit(code);

/** The process id of the booted systemd, seen from here, once it takes orders. Throws when it ends or takes 60 s. */
async function firstProcess() {
  for (let look = 0; look < 600 && booted.exitCode === null; look += 1) {
    const [child] = children(booted.pid ?? 0);
    if (child !== undefined) {
      const asked = spawnSync('nsenter', ['--target', child, '--all', 'systemctl', 'is-system-running']);
      if (/running|degraded/.test(String(asked.stdout))) return child;
    }
    await wait(100);
  }
  throw new Error('systemd did not boot in namespaces here.');
}

/** @param {number} pid @returns {string[]} */
function children(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
}

/** The cgroup of the booted system, whose processes are just ending. A cgroup without processes is removed from its leaves on. */
async function removeCgroup() {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const mounted = mounts.find((line) => line.includes(' - cgroup2 '))?.split(' ')[4] ?? '';
  const group = join(mounted, `try-systemd-${booted.pid}`);
  for (let look = 0; look < 50 && !isEmpty(group); look += 1) await wait(100);
  remove(group);
}

/** @param {string} group */
function isEmpty(group) {
  return readFileSync(join(group, 'cgroup.events'), 'utf8').includes('populated 0');
}

/** @param {string} group */
function remove(group) {
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) remove(join(group, entry.name));
  rmdirSync(group);
}
