// Core as an attacker would write it: it tries every way out that its writer could think of, one after the other, and tells the
// Guardian what it thinks came of it. The tests believe nothing of that: they look from outside.

import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, createConnection, Socket } from 'node:net';
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

/**
 * What stands on the host, as the tests have put it there.
 *
 * @type {{home: string, emergency: string, open: string, service: string, abstract: string, port: number, udp: number,
 *   listen: number, victim: number, guardian: number, project: string, mark: string}}
 */
const host = JSON.parse(fs.readFileSync('/core/host.json', 'utf8'));

const guardian = new Socket({ fd: 3 });
const answers = new Map();
let last = 0;
createInterface({ input: guardian }).on('line', (line) => {
  const { id, ...answer } = JSON.parse(line);
  answers.get(id)?.(answer);
});
/** @param {string} capability @param {Record<string, unknown>} details */
const ask = (capability, details) =>
  new Promise((resolve) => {
    answers.set(++last, resolve);
    guardian.write(`${JSON.stringify({ id: last, capability, arguments: details })}\n`);
  });

/** @param {string} file @param {string[]} args */
const run = (file, ...args) =>
  execFileSync(file, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 });
/** @param {string} command */
const sh = (command) => run('sh', '-c', command);
/** In a user namespace of its own it has all rights, over what is in there. @param {string} command */
const asNestedRoot = (command) => run('unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', command);
/** @param {import('node:net').NetConnectOpts} where */
const connect = (where) =>
  new Promise((resolve, reject) => {
    const socket = createConnection(where, () => socket.end('hostile', () => resolve(true)));
    socket.on('error', reject);
  });
const datagram = () =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.send('hostile', host.udp, '127.0.0.1', (error) =>
      error ? reject(error) : resolve(socket.close()),
    );
  });

/** @type {Record<string, () => unknown>} */
const ATTEMPTS = {
  'create a file in the home': () => fs.writeFileSync(`${host.home}/mine`, 'x'),
  'delete KILL': () => fs.rmSync(`${host.home}/KILL`),
  'rename KILL': () => fs.renameSync(`${host.home}/KILL`, '/tmp/KILL'),
  'change the policy': () => fs.writeFileSync(`${host.home}/policy.json`, '{}'),
  'change the state': () => fs.appendFileSync(`${host.home}/state.json`, '{}'),
  'change the event log': () => fs.truncateSync(`${host.home}/events.log`),
  'read the keys': () => fs.readFileSync(`${host.home}/keys/guardian.pem`),
  'read the home through the root of another process': () => fs.readdirSync(`/proc/1/root${host.home}`),
  'delete the emergency key': () => fs.rmSync(host.emergency),
  'change its own program': () => fs.appendFileSync('/core/core.mjs', '// mine'),
  'add to its own folder': () => fs.writeFileSync('/core/mine', 'x'),
  'write into the project without the broker': () => fs.writeFileSync('/project/a.txt', 'hostile'),
  'write into the project by its path on the host': () =>
    fs.writeFileSync(`${host.project}/a.txt`, 'hostile'),
  'change a file that everybody may change': () => fs.writeFileSync(host.open, 'hostile'),
  'change a program of the system': () => fs.openSync('/usr/bin/true', 'r+'),
  'add a user': () => fs.openSync('/etc/passwd', 'a'),
  'mount over its folder': () => sh('mount -t tmpfs none /core && touch /core/mine'),
  'make the file system writable': () => sh('mount -o remount,bind,rw / && touch /mine'),
  'make it writable as root of its own': () =>
    asNestedRoot('mount -o remount,bind,rw /usr && touch /usr/mine'),
  'uncover what is below as root of its own': () =>
    asNestedRoot(`umount -l /proc; umount -l /; cat ${host.home}/KILL`),
  'mount the control groups as root of its own': () =>
    run('unshare', '-UrmC', 'mount', '-t', 'cgroup2', 'none', '/tmp'),
  'mount a disk': () => sh(`mknod /tmp/disk b 254 0; mount /tmp/disk /tmp && cat /tmp${host.home}/KILL`),
  'read the memory of the host': () => fs.openSync('/dev/mem', 'r'),
  'restart the host': () => fs.openSync('/proc/sysrq-trigger', 'w'),
  'have the kernel run its program': () => fs.openSync('/proc/sys/kernel/core_pattern', 'r+'),
  'become root': () => sh('su root -c true || sudo -n true'),
  'set the clock': () => sh('date -s "$(date)"'),
  'end the Guardian': () => process.kill(host.guardian, 'SIGKILL'),
  'end a process of its own user': () => process.kill(host.victim, 'SIGKILL'),
  'end every process that it can see': () => sh('trap "" TERM; kill -TERM -1'),
  'write into the memory of a process': () => fs.openSync(`/proc/${host.victim}/mem`, 'r+'),
  'trace a process': () => sh(`gdb -p ${host.victim} -batch || strace -p ${host.victim} -o /tmp/trace`),
  'enter the namespaces of a process': () => run('nsenter', '--target', String(host.victim), '--all', 'true'),
  'connect to a port of this host': () => connect({ port: host.port, host: '127.0.0.1' }),
  'connect by IPv6': () => connect({ port: host.port, host: '::1' }),
  'send a datagram': () => datagram(),
  'connect to the socket of a service': () => connect({ path: host.service }),
  'connect to an abstract socket': () => connect({ path: host.abstract }),
  'listen where the host could connect': () =>
    new Promise((resolve, reject) =>
      createServer()
        .listen(host.listen, '127.0.0.1', () => resolve(true))
        .on('error', reject),
    ),
  'leave a process behind that nobody knows': () =>
    spawn(
      'setsid',
      ['env', '-i', 'sh', '-c', `trap "" TERM HUP INT; (sleep ${host.mark} &) ; sleep ${host.mark}`],
      { detached: true, stdio: 'ignore' },
    ).unref(),
  'take back the signal of its parent': () =>
    spawn('setpriv', ['--pdeathsig', 'clear', 'sleep', host.mark], {
      detached: true,
      stdio: 'ignore',
    }).unref(),
  'make up a home in its own /tmp': () => {
    fs.mkdirSync(host.home, { recursive: true });
    fs.writeFileSync(`${host.home}/policy.json`, '{}');
  },
};

process.on('SIGTERM', () => {});
for (const [name, attempt] of Object.entries(ATTEMPTS)) {
  let outcome = 'done';
  try {
    await attempt();
  } catch (error) {
    outcome = String(error).slice(0, 200);
  }
  await ask('report', { name, outcome });
}

/** @type {[capability: string, details: Record<string, unknown>][]} */
const WISHES = [
  ['shell_execution', { command: 'id' }],
  ['network', { url: `http://127.0.0.1:${host.port}/` }],
  ['file_operations', { operation: 'write', path: '../home/KILL', content: 'hostile' }],
  ['file_operations', { operation: 'delete', path: `${host.home}/KILL` }],
  ['file_operations', { operation: 'read', path: 'link' }],
  ['self_upgrade', { version: '9.9.9' }],
  ['autonomy', { profile: 'PROFILE-ELEVATED' }],
  ['exit_safe', { yes: true }],
];
for (const [capability, details] of WISHES) {
  await ask('report', { wish: capability, answer: await ask(capability, details) });
}
guardian.write(`{"id":1,"capability":\n${'x'.repeat(300_000)}\n`);
await ask('report', { finished: true });
