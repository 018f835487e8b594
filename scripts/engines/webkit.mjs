// @ts-check
// WebKitGTK's MiniBrowser, controlled by WebDriver (https://w3c.github.io/webdriver/) through its own driver, under Xvfb.
import { freePort } from '../nginx.mjs';
import { firstInstalled, startProgram } from './programs.mjs';

/** @typedef {import('./page.mjs').Browser} Browser */

const DRIVER = 'WebKitWebDriver';
/** The key by which WebDriver marks an element in JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Selectors that can match an element of each role. The browser then confirms its role and name. */
const MAY_BE = {
  button: 'button',
  dialog: 'dialog',
  heading: 'h1',
  link: 'a[href]',
  region: 'section, [role=region]',
  status: '[role=status]',
  table: 'table',
  textbox: 'input, textarea',
};

export const webkit = {
  name: 'WebKit',
  missing: () => {
    if (!firstInstalled([DRIVER]))
      return 'WebKitGTK and its driver are not installed. Debian: apt-get install webkit2gtk-driver';
    if (process.env['DISPLAY'] || firstInstalled(['Xvfb'])) return null;
    return 'WebKitGTK needs a display, and there is none. Debian: apt-get install xvfb';
  },
  open,
};

/** @returns {Promise<Browser>} */
async function open() {
  const display = process.env['DISPLAY'] ? null : await startDisplay();
  const port = await freePort();
  const env = { ...process.env, ...(display && { DISPLAY: display.name }) };
  const driver = startProgram(DRIVER, [`--port=${port}`], env);

  /**
   * The results of the protocol have no types here.
   *
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await driver.answers(() => ask('GET', '/status'));
  const { sessionId, capabilities } = await ask('POST', '/session', { capabilities: {} });
  const session = `/session/${sessionId}`;

  const element = (/** @type {string} */ handle) => ({ [ELEMENT]: handle });
  const findAll = async (/** @type {string} */ css) => {
    /** @type {Record<string, string>[]} */
    const found = await ask('POST', `${session}/elements`, { using: 'css selector', value: css });
    return found.map((one) => one[ELEMENT] ?? '');
  };
  await ask('POST', `${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    visit: async (url) => void (await ask('POST', `${session}/url`, { url })),
    reload: async () => void (await ask('POST', `${session}/refresh`, {})),
    find: async (target) => {
      if ('css' in target) return (await findAll(target.css))[0] ?? null;
      for (const handle of await findAll(MAY_BE[target.role])) {
        const at = `${session}/element/${handle}`;
        const name = await ask('GET', `${at}/computedlabel`);
        if (name === target.name && (await ask('GET', `${at}/computedrole`)) === target.role) return handle;
      }
      return null;
    },
    click: async (handle) => void (await ask('POST', `${session}/element/${handle}/click`, {})),
    call: (fn, handle) =>
      ask('POST', `${session}/execute/sync`, {
        script: `return (${fn})(...arguments);`,
        args: handle === undefined ? [] : [element(handle)],
      }),
    perform: async (actions) => void (await ask('POST', `${session}/actions`, { actions })),
    close: async () => {
      await ask('DELETE', session).catch(() => {});
      await driver.stop();
      await display?.stop();
    },
  };
}

/** Starts a virtual display of its own. */
async function startDisplay() {
  const program = startProgram('Xvfb', [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x1024x24',
    '-nolisten',
    'tcp',
  ]);
  const [, number] = await program.says(/^(\d+)$/m);
  return { name: `:${number}`, stop: program.stop };
}
