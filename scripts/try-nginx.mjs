// @ts-check
// `npm run try-nginx`: checks that docs/nginx.conf does what docs/deploy.md says, with a real nginx in front of the mock
// server.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { nginxVersion, startNginx } from './nginx.mjs';
import { readOptions } from './options.mjs';
import { root } from './process.mjs';
import { securityHeaders } from './security-headers.mjs';
import { tryBrowser } from './try-nginx-browser.mjs';

/** @typedef {{ status: number, headers: import('node:http').IncomingHttpHeaders, raw: string[], body: string }} Answer */
/** @typedef {{ method?: string, headers?: Record<string, string>, body?: string }} Sent */
/** @typedef {import('./try-nginx-browser.mjs').Mock} Mock */

readOptions(
  `Usage: npm run try-nginx
Builds the console, serves it with nginx as docs/nginx.conf says, before the mock server, and checks what docs/deploy.md says.`,
  {},
);
const version = nginxVersion();
if (!version) {
  console.error(
    'nginx is not installed. Debian and Ubuntu: apt-get install nginx; macOS: brew install nginx',
  );
  process.exit(2);
}
let failed = 0;
const dist = mkdtempSync(join(tmpdir(), 'console-dist-'));
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));
await ensureInstalled();
const { build, runnerImport } = await import('vite');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
const load = async (/** @type {string} */ name) =>
  (await runnerImport(`./mocks/${name}.ts`, { root, logLevel: 'error' })).module;
const { personas } = await load('seeds/personas');
/** @type {Mock} */
const mock = await (await load('serve/server')).startMockServer();
const nginx = await startNginx({ dist, apiPort: mock.port });
console.log(`nginx ${version} at ${nginx.origin}, before the mock server at ${mock.origin}\n`);

const admin = personas.admin;
const lever = `/decision/kill-switch/${admin.tenantId}`;
await tryFiles();
await tryApi();
await nginx.stop();
const chromium = await findChromium();
if (chromium) await tryBrowser({ chromium, dist, mock, admin, check });
else console.log('- no Chromium found: not tried in a browser');
await mock.stop();
console.log(failed === 0 ? '\nAll as docs/deploy.md says.' : `\n${failed} not as docs/deploy.md says.`);
process.exit(failed === 0 ? 0 : 1);

async function tryFiles() {
  const script = readdirSync(join(dist, 'assets')).find((name) => /^index-.*\.js$/.test(name)) ?? '';
  for (const path of ['/', '/kill-switch/history?action=engaged', '/index.html']) {
    const { status, headers, body } = await ask(path);
    const page =
      status === 200 && headers['content-type'] === 'text/html; charset=utf-8' && body.includes('id="root"');
    check(`${path} is the page, and kept nowhere`, page && headers['cache-control'] === 'no-store');
  }
  const zipped = await ask(`/assets/${script}`, { headers: { 'Accept-Encoding': 'gzip' } });
  const kept = zipped.headers['cache-control'] === 'public, max-age=31536000, immutable';
  check('a script is kept for a year', zipped.status === 200 && kept);
  const isScript = zipped.headers['content-type'] === 'text/javascript; charset=utf-8';
  check(
    'a script is compressed, and says what it is',
    isScript && zipped.headers['content-encoding'] === 'gzip',
  );
  for (const path of ['/assets/gone-1234.js', '/favicon.ico', '/kill-switch/x.js']) {
    const { status, headers } = await ask(path);
    check(
      `${path} is missing: 404, and kept nowhere`,
      status === 404 && headers['cache-control'] === 'no-store',
    );
  }
  for (const [path, method, status] of /** @type {const} */ ([
    ['/', 'GET', 200],
    [`/assets/${script}`, 'GET', 200],
    ['/gone.js', 'GET', 404],
    ['/', 'POST', 405],
    ['/%', 'GET', 400],
    ['/auth/me', 'GET', 401],
    ['/guardian/nothing', 'GET', 404],
  ])) {
    checkHeaders(`${method} ${path} (${status})`, await ask(path, { method }), status);
  }
}

async function tryApi() {
  const tenant = { 'X-Tenant-ID': admin.tenantId, 'Content-Type': 'application/json' };
  const signIn = await post('/auth/token', { email: admin.email, password: admin.password }, tenant);
  const cookie = (signIn.headers['set-cookie'] ?? [])[0] ?? '';
  check(
    'the session cookie arrives as it was set',
    /^acp_token=[^;]+;.*HttpOnly.*SameSite=Strict/i.test(cookie),
  );
  const session = { ...tenant, Cookie: cookie.split(';')[0] ?? '', 'X-Request-ID': 'try-nginx-1' };

  const engaged = await post(lever, { action: 'engage', reason: 'Tried through nginx' }, session);
  check('POST engages', engaged.status === 200 && /"engaged"/.test(engaged.body));
  check('X-Request-ID goes both ways', engaged.headers['x-request-id'] === 'try-nginx-1');
  const body = JSON.stringify({ reason: 'Body of a DELETE' });
  const lifted = await ask(lever, { method: 'DELETE', headers: session, body });
  const got = mock.backend.requests.findLast(({ method }) => method === 'DELETE');
  check('DELETE disengages', lifted.status === 200 && /"disengaged"/.test(lifted.body));
  check('its body reaches the API', JSON.stringify(got?.body) === body);
  const log = await ask('/audit/logs?action=kill_switch_disengaged&limit=1', { headers: session });
  check('and its reason the audit log', log.body.includes('Body of a DELETE'));
  const zip = await ask('/audit/logs?limit=50', { headers: { ...session, 'Accept-Encoding': 'gzip' } });
  check('answers of the API are not compressed', zip.status === 200 && !zip.headers['content-encoding']);
  await ask('/audit/logs?action=a%2Fb%20c', { headers: session });
  check('a query goes on as it came', mock.backend.requests.at(-1)?.query['action'] === 'a/b c');
  for (const path of ['/guardian/status', '/control/api/status']) {
    check(`${path} reaches the API`, (await ask(path, { headers: session })).status === 200);
  }

  mock.backend.faults.set('toggle', 'offline');
  const before = mock.backend.requests.length;
  const broken = await post(lever, { action: 'engage', reason: 'Lost' }, session);
  checkHeaders('an API that hangs up (502)', broken, 502);
  check('an API that hangs up is not asked again', mock.backend.requests.length === before + 1);
  mock.backend.faults.set('toggle', '504-but-done');
  checkHeaders('the 504 of an API', await post(lever, { action: 'engage', reason: 'Late' }, session), 504);
  mock.backend.faults.clear();
  const large = await post(lever, { action: 'engage', reason: 'x'.repeat(70_000) }, session);
  checkHeaders('a body larger than 64 kB (413)', large, 413);
  await mock.stop();
  checkHeaders('an API that is not there (502)', await ask('/auth/me'), 502);
  await mock.start();
}

/**
 * Checks that each header is sent once, with this exact status.
 *
 * @param {string} what
 * @param {Answer} answer
 * @param {number} status
 */
function checkHeaders(what, { status: got, raw }, status) {
  const all = (/** @type {string} */ name) =>
    raw.filter((_, i) => raw[i - 1]?.toLowerCase() === name && i % 2 === 1);
  const wrong = Object.entries(securityHeaders()).filter(
    ([name, value]) => all(name.toLowerCase()).join('|') !== value,
  );
  const closes = all('connection').join() === 'close' && all('cache-control').length === 1;
  const words = got === status ? wrong.map(([name]) => name).join(', ') : `status ${got}`;
  check(`${what}: security headers once, connection closed`, words === '' && closes, words);
}

/** @param {string} what @param {boolean} holds @param {string} [detail] */
function check(what, holds, detail = '') {
  if (!holds) failed += 1;
  console.log(`${holds ? '✓' : '✗'} ${what}${detail ? `: ${detail}` : ''}`);
}

/** @param {string} path @param {object} body @param {Record<string, string>} headers */
function post(path, body, headers) {
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/**
 * Not fetch, because that hides `Connection` and joins headers that come twice.
 *
 * @param {string} path
 * @param {Sent} [sent]
 * @returns {Promise<Answer>}
 */
function ask(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = { method, path, agent: false, headers: { ...headers, ...length } };
    const outgoing = request(nginx.origin, options, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part) => (text += part));
      const { statusCode: status = 0, headers: got, rawHeaders: raw } = incoming;
      incoming.on('end', () => done({ status, headers: got, raw, body: text }));
    });
    outgoing.on('error', fail).end(body);
  });
}
