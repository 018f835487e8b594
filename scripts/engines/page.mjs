// @ts-check
// A page in a browser of any engine: what a test can do with it and see of it.
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {'button' | 'dialog' | 'heading' | 'link' | 'region' | 'status' | 'table' | 'textbox'} Role */
/** @typedef {{ role: Role, name: string } | { css: string }} Target */
/**
 * A browser with one page. A handle identifies an element. `call` runs the text of a function in the page, with an element
 * if one is given. `perform` takes input actions in the format of WebDriver.
 *
 * @typedef {{
 *   version: string,
 *   visit(url: string): Promise<void>,
 *   reload(): Promise<void>,
 *   find(target: Target): Promise<string | null>,
 *   click(handle: string): Promise<void>,
 *   call(fn: string, handle?: string): Promise<unknown>,
 *   perform(actions: object[]): Promise<void>,
 *   close(): Promise<void>,
 * }} Browser
 */

/** The page reads the Guardian every 5 s, so the effect of its next answer may take that long. */
const PATIENCE_MS = 15_000;

/**
 * What a person can do with a page and see on it. Each function waits until it can be done or seen.
 *
 * @param {Browser} browser
 */
export function onPage(browser) {
  const has = (/** @type {Target} */ target) => until(() => browser.find(target), `no ${named(target)}`);
  /** @param {Target} target @param {RegExp} words */
  const sees = async (target, words) => {
    let last = '';
    await until(
      async () => {
        const handle = await browser.find(target);
        last = handle ? String(await browser.call('(one) => one.innerText || one.textContent', handle)) : '';
        return words.test(last.replace(/\s+/g, ' ').trim()) || null;
      },
      () => `${named(target)} does not say ${words}: ${last || 'there is none'}`,
    );
  };
  /** @param {Target} target */
  const click = (target) =>
    until(
      async () => {
        const handle = await browser.find(target);
        if (!handle) return null;
        await browser.click(handle);
        return true;
      },
      `no ${named(target)} to click`,
    );
  return {
    has,
    sees,
    click,
    /** @param {Target} target @param {string} text */
    type: async (target, text) => {
      await click(target);
      await browser.perform(keys(text));
    },
    /** @param {Target} target */
    gone: (target) =>
      until(async () => ((await browser.find(target)) ? null : true), `there is still ${named(target)}`),
    /** @param {Target} target */
    focused: async (target) => {
      const handle = await has(target);
      const within = '(one) => one.contains(document.activeElement)';
      await until(async () => (await browser.call(within, handle)) || null, `no focus in ${named(target)}`);
    },
  };
}

/** Input actions that type a text, a character at a time. @param {string} text */
export function keys(text) {
  const actions = Array.from(text).flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  return [{ type: 'key', id: 'keyboard', actions }];
}

/**
 * Repeats the question until there is an answer.
 *
 * @template T
 * @param {() => Promise<T | null>} question
 * @param {string | (() => string)} missing
 * @returns {Promise<T>}
 */
async function until(question, missing) {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await question().catch(unlessGone);
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(typeof missing === 'string' ? missing : missing());
    await wait(100);
  }
}

/** The page may replace an element that was just found. It is then searched for again. @param {Error} error */
function unlessGone(error) {
  if (/stale element|no such (element|node)/.test(error.message)) return null;
  throw error;
}

/** @param {Target} target */
function named(target) {
  return 'css' in target ? target.css : `${target.role} '${target.name}'`;
}
