// @ts-check
// An installed Firefox, controlled by its built-in WebDriver BiDi: https://w3c.github.io/webdriver-bidi/
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'undici';
import { firstInstalled, startProgram } from './programs.mjs';

/** @typedef {import('./page.mjs').Browser} Browser */

export const firefox = {
  name: 'Firefox',
  missing: () => (findFirefox() ? null : 'Firefox is not installed. Debian: apt-get install firefox-esr'),
  open,
};

function findFirefox() {
  return firstInstalled(['firefox-esr', 'firefox']);
}

/** @returns {Promise<Browser>} */
async function open() {
  const profile = mkdtempSync(join(tmpdir(), 'console-firefox-'));
  const options = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const program = startProgram(findFirefox() ?? 'firefox', options);
  const [, address] = await program.says(/WebDriver BiDi listening on (ws:\S+)/);
  const { send, close } = await connect(`${address}/session`);
  const { capabilities } = await send('session.new', { capabilities: {} });
  const [{ context }] = (await send('browsingContext.getTree', {})).contexts;
  await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 900 } });

  /** @type {Browser['call']} */
  const call = async (fn, handle) => {
    const args = handle === undefined ? [] : [{ sharedId: handle }];
    const target = { context };
    const params = { functionDeclaration: fn, arguments: args, target, awaitPromise: true };
    const { result, exceptionDetails } = await send('script.callFunction', params);
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value ?? null;
  };
  /** @type {Browser['perform']} */
  const perform = async (actions) => void (await send('input.performActions', { context, actions }));
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    visit: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    find: async (target) => {
      const locator =
        'css' in target ? { type: 'css', value: target.css } : { type: 'accessibility', value: target };
      const { nodes } = await send('browsingContext.locateNodes', { context, locator, maxNodeCount: 1 });
      return nodes[0]?.sharedId ?? null;
    },
    click: async (handle) => {
      await call(`(element) => element.scrollIntoView({ block: 'center' })`, handle);
      const origin = { type: 'element', element: { sharedId: handle } };
      const press = { type: 'pointerDown', button: 0 };
      const actions = [{ type: 'pointerMove', x: 0, y: 0, origin }, press, { type: 'pointerUp', button: 0 }];
      await perform([{ type: 'pointer', id: 'mouse', actions }]);
    },
    call,
    perform,
    close: async () => {
      await send('browser.close', {}).catch(() => {});
      close();
      await program.stop();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** @param {string} address */
async function connect(address) {
  const socket = new WebSocket(address);
  /** @type {Map<number, { done: (result: any) => void, fail: (error: Error) => void }>} */
  const waiting = new Map();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, message } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.fail(new Error(`${error}: ${message}`));
    else call?.done(result);
  });
  socket.addEventListener('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('Firefox has closed the connection.'));
  });
  await new Promise((done, fail) => {
    socket.addEventListener('open', done);
    socket.addEventListener('error', () => fail(new Error(`Firefox does not answer at ${address}`)));
  });
  let last = 0;
  return {
    close: () => socket.close(),
    /**
     * The results of the protocol have no types here.
     *
     * @param {string} method
     * @param {object} params
     * @returns {Promise<any>}
     */
    send: (method, params) =>
      new Promise((done, fail) => {
        last += 1;
        waiting.set(last, { done, fail });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
  };
}
