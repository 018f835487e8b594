// @ts-check
// `npm run try-proxies`: puts a real nginx and a real Caddy in front of a gateway, with the configurations of docs/agents.md,
// and checks what that document says.
import { createServer, request as requestHttp } from 'node:http';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';
import { blockOf, startProxy, versionOf } from './proxies.mjs';

/** @typedef {import('./proxies.mjs').ProxyName} ProxyName */

readOptions(
  `Usage: npm run try-proxies
Starts nginx and Caddy as docs/agents.md says, in front of a gateway, and checks what it says.`,
  {},
);
/** @type {ProxyName[]} */
const names = ['nginx', 'caddy'];
for (const name of names.filter((one) => versionOf(one) === null)) {
  console.error(
    `${name} is not installed. Debian and Ubuntu: apt-get install ${name}; macOS: brew install ${name}`,
  );
  process.exit(2);
}
const LEASE_MS = 1_000;
let failed = 0;

const { runnerImport } = await import('vite');
const load = async (/** @type {string} */ name) =>
  (await runnerImport(`./server/gateway/${name}.ts`, { root, logLevel: 'error' })).module;
const { createFakeBeats } = await load('testing/fake-beats');
const { createGateway } = await load('create-gateway');
const { listen } = await load('testing/listen');

for (const name of names) await tryProxy(name);
console.log(failed === 0 ? '\nAll as docs/agents.md says.' : `\n${failed} not as docs/agents.md says.`);
process.exit(failed === 0 ? 0 : 1);

/** @param {ProxyName} name */
async function tryProxy(name) {
  const beats = createFakeBeats();
  const log = { info: () => undefined, warn: () => undefined };
  const settings = { name: 'try', leaseMs: LEASE_MS, upstream: null, upstreamSecret: null, agentRate: null };
  const gateway = createGateway({ ...settings, beats, log });
  let silent = false;
  const front = createServer((request, response) => silent || gateway.handle(request, response));
  /** @type {import('node:http').IncomingMessage[]} */
  const reached = [];
  const tools = createServer((request, response) => {
    reached.push(request);
    request.resume().on('end', () => response.end('{"done":true}'));
  });
  tools.on('upgrade', (request, socket) => {
    reached.push(request);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  const proxy = await startProxy(name, blockOf(name), {
    8080: await listen(front),
    9000: await listen(tools),
  });
  console.log(`\n${name} ${versionOf(name)} at ${proxy.origin}`);

  /** @param {string} [key] */
  async function call(key = 'ksa_mail') {
    const headers = { Authorization: `Bearer ${key}`, Cookie: 'a=b', 'X-Agent': 'admin' };
    const began = performance.now();
    const response = await fetch(`${proxy.origin}/refund?order=1`, {
      method: 'POST',
      headers,
      body: '{"a":1}',
    });
    await response.text();
    const { status, headers: got } = response;
    return { status, says: got.get('x-kill-switch'), ms: performance.now() - began };
  }
  /** @param {string} what @param {number[]} statuses @param {string | null} says @param {string} [key] */
  async function checkRefused(what, statuses, says, key) {
    const before = reached.length;
    const answer = await call(key);
    const holds = statuses.includes(answer.status) && answer.says === says && reached.length === before;
    check(
      `${what}: refused with ${statuses.join(' or ')}, and the tools saw nothing`,
      holds,
      JSON.stringify(answer),
    );
  }
  /** @param {string} what */
  async function checkAllowed(what) {
    const before = reached.length;
    const answer = await call();
    check(what, answer.status === 200 && reached.length === before + 1, JSON.stringify(answer));
  }

  await until(() => gateway.isReady());
  await checkAllowed('a call of a known agent reaches the tools');
  const { headers = {}, url, method } = reached.at(-1) ?? {};
  check('they get it as it was sent', method === 'POST' && url === '/refund?order=1');
  check('they get the agent’s name from the gateway', headers['x-agent'] === 'mail');
  check('they get neither its key nor its cookies', !headers.authorization && !headers.cookie);
  check(
    'they get no WebSocket to keep open',
    (await upgrade(proxy.origin)) && !reached.at(-1)?.headers.upgrade,
  );
  await checkRefused('an unknown key', [401], null, 'ksa_nobody');

  beats.toggle(true);
  const newest = () => beats.reports.at(-1)?.epochs[0].epoch ?? 0;
  await until(() => newest() === 1);
  await checkRefused('the switch is engaged', [403], 'engaged');
  beats.toggle(false);
  await until(() => newest() === 2);
  await checkAllowed(
    'the switch is disengaged again: the next call reaches the tools, so no refusal was cached',
  );

  beats.hang();
  await until(() => !gateway.isReady());
  await checkRefused('the gateway does not know', [403], 'unknown');
  beats.flow();
  await until(() => gateway.isReady());
  await checkAllowed('the gateway knows again');

  silent = true;
  const before = reached.length;
  const slow = await call();
  const held = slow.status >= 500 && slow.ms < 2_500 && reached.length === before;
  check(
    'the gateway does not answer: refused within 2.5 s, and the tools saw nothing',
    held,
    JSON.stringify(slow),
  );
  front.closeAllConnections();
  await new Promise((done) => front.close(done));
  await checkRefused('the gateway is gone', [500, 502], null);

  await proxy.stop();
  tools.closeAllConnections();
  await new Promise((done) => tools.close(done));
  await gateway.stop();
}

/**
 * Asks for a WebSocket. Whether it got a plain answer instead.
 *
 * @param {string} origin
 * @returns {Promise<boolean>}
 */
function upgrade(origin) {
  return new Promise((done, fail) => {
    const headers = { Authorization: 'Bearer ksa_mail', Connection: 'Upgrade', Upgrade: 'websocket' };
    const outgoing = requestHttp(origin, { headers, agent: false });
    outgoing.on('response', (incoming) =>
      incoming.resume().on('end', () => done(incoming.statusCode === 200)),
    );
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      done(false);
    });
    outgoing.on('error', fail).end();
  });
}

/** @param {() => boolean} holds */
async function until(holds) {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within 10 s: ${holds}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** @param {string} what @param {boolean} holds @param {string} [detail] */
function check(what, holds, detail = '') {
  if (!holds) failed += 1;
  console.log(`${holds ? '✓' : '✗'} ${what}${holds || !detail ? '' : `: ${detail}`}`);
}
