// @ts-check
// Finds PostgreSQL for the tests, or installs it, and starts clusters of their own. `node scripts/postgres.mjs` prints the
// folder of its programs.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.mjs';

const DEBIAN = '/usr/lib/postgresql';
const asRoot = process.getuid?.() === 0;

/** The folder of `initdb` and `postgres`: Debian's newest, otherwise that of PATH; undefined when there is none. */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...versions.map((version) => join(DEBIAN, version, 'bin')), ...path]
    .filter((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))))
    .map((folder) => dirname(realpathSync(join(folder, 'postgres'))))[0];
}

/** Like `findPostgres`, but installs it when there is none. Throws with advice when that fails. */
export async function ensurePostgres() {
  const found = findPostgres();
  if (found) return found;
  if (asRoot && existsSync('/usr/bin/apt-get')) {
    console.error('No PostgreSQL found; installing it: apt-get update && apt-get install -y postgresql …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'],
    ]) {
      const { code, output } = await run('apt-get', args, { env, capture: true });
      if (code !== 0) console.error(`${output.trim()}\nThat failed with code ${code}.`);
    }
    const installed = findPostgres();
    if (installed) return installed;
  }
  throw new Error(
    'No PostgreSQL was found and none could be installed. Do one of these, then run the tests again:\n' +
      '  apt-get update && apt-get install -y postgresql    (Debian, as root)\n' +
      '  PATH=/path/to/postgresql/bin:$PATH npm test        (a PostgreSQL that is there: initdb and postgres)',
  );
}

/**
 * Makes a cluster in a temporary folder and starts it, on loopback only. It ends with `stop`, and also when this process
 * ends without that. `settings` are PostgreSQL's, as `fsync=off` where nothing is to survive.
 *
 * @param {{ settings?: string[] }} [options]
 */
export async function startCluster({ settings = [] } = {}) {
  const bin = await ensurePostgres();
  const account = asRoot ? accountOfPostgres() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...account };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );

  /** @type {Server | undefined} */
  let server = await startServer();
  const postmaster = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    /** Every process of it hangs, and goes on again after `resume`. */
    pause: () => signalAll(postmaster(), 'SIGSTOP'),
    resume: () => signalAll(postmaster(), 'SIGCONT'),
    /** It ends, as a machine that is shut down, and its data stay. */
    async shutDown() {
      await server?.end();
      server = undefined;
    },
    async startAgain() {
      server ??= await startServer();
    },
    /** It ends for good. */
    async stop() {
      // A process that hangs would never see that it is to end.
      if (server) signalAll(postmaster(), 'SIGCONT');
      await server?.end();
      process.off('exit', remove);
      remove();
    },
  };

  function startServer() {
    const own = [`listen_addresses=127.0.0.1`, `port=${port}`, `unix_socket_directories=${folder}`];
    const args = ['-D', data, ...[...own, ...settings].flatMap((setting) => ['-c', setting])];
    return serve(join(bin, 'postgres'), args, options);
  }
}

/** @typedef {{ end(): Promise<void> }} Server */

// The shell stops the server when its own stdin ends, which happens whenever this process is gone.
const UNTIL_STDIN_ENDS =
  'exec 3<&0; "$@" & pid=$!; (cat <&3 >/dev/null; kill -INT $pid 2>/dev/null) & wait $pid';

/**
 * @param {string} program @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<Server>}
 */
function serve(program, args, options) {
  const child = spawn('sh', ['-c', UNTIL_STDIN_ENDS, 'sh', program, ...args], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4_000);
      if (said.includes('ready to accept connections')) resolve({ end });
    });
    child.once('error', reject);
    child.once('exit', () => {
      child.stdin?.destroy();
      reject(new Error(`PostgreSQL did not start:\n${said}`));
    });
  });

  async function end() {
    child.stdin?.end();
    await exited;
  }
}

/** @param {number} parent @param {NodeJS.Signals} signal */
function signalAll(parent, signal) {
  const processes = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = processes.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, of]) => of === parent).map(([pid = 0]) => pid);
  for (const pid of [parent, ...children]) process.kill(pid, signal);
}

/** PostgreSQL refuses to run as root. */
function accountOfPostgres() {
  try {
    /** @param {string} flag */
    const ask = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    throw new Error('PostgreSQL does not run as root, and there is no account `postgres` to run it as.');
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await ensurePostgres().then(console.log, (/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
