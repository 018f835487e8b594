// @ts-check
// The whole flow of an operator, written so that every engine can run it. Elements with a role and a name are found by
// these.
import { keys, onPage } from './page.mjs';

/** @typedef {import('./page.mjs').Browser} Browser */
/** @typedef {import('./page.mjs').Role} Role */
/** @typedef {import('./page.mjs').Target} Target */
/** @typedef {{ method: string, path: string, body: unknown }} Recorded */
/** @typedef {{ origin: string, backend: { requests: readonly Recorded[] }, start(): Promise<void>, stop(): Promise<void> }} Mock */
/** @typedef {{ tenantId: string, email: string, password: string }} Persona */

const ESCAPE = '\uE00C';
const WHY = 'Refund agent pays everybody – “twice” 🛑';
const WHY_NOT = 'Refund rule fixed';

/** @type {(role: Role, name: string) => Target} */
const by = (role, name) => ({ role, name });
const badge = by('status', 'Kill switch status');
const report = by('region', 'Proof');
const history = by('table', 'Activation history');
const lever = { engage: by('button', 'Engage'), disengage: by('button', 'Disengage') };
const dialog = {
  engage: by('dialog', 'Engage kill switch'),
  disengage: by('dialog', 'Disengage kill switch'),
};
const confirm = {
  engage: by('button', 'Engage kill switch'),
  disengage: by('button', 'Disengage kill switch'),
};

/**
 * Throws at the first difference from what is expected.
 *
 * @param {Browser} browser
 * @param {{ mock: Mock, admin: Persona, told: (what: string) => void }} setting
 */
export async function walk(browser, { mock, admin, told }) {
  const { click, type, sees, has, gone, focused } = onPage(browser);

  await browser.visit(`${mock.origin}/`);
  await type(by('textbox', 'Tenant ID'), admin.tenantId);
  await type(by('textbox', 'Email'), admin.email);
  // A password field has no role.
  await type({ css: 'input[type=password]' }, admin.password);
  await click(by('button', 'Sign in'));
  await has(by('heading', 'Kill Switch'));
  told('An admin signs in.');

  await sees(badge, /^Disengaged/);
  await sees({ css: 'title' }, /^Disengaged · Kill Switch/);
  told('The state is read: Disengaged, on the page and in the tab.');

  await click(lever.engage);
  await has(dialog.engage);
  await focused(dialog.engage);
  await browser.perform(keys(ESCAPE));
  await gone(dialog.engage);
  told('The dialog takes the focus, and Escape closes it.');

  await click(lever.engage);
  await type(by('textbox', 'Reason'), WHY);
  await click(confirm.engage);
  await gone(dialog.engage);
  await sees(badge, /^Engaged at .+ by you/);
  await sees({ css: 'title' }, /^ENGAGED · Kill Switch/);
  await has(by('region', 'Kill switch state'));
  told('Engage with a reason: Engaged, in the badge, the banner and the tab.');

  await sees(report, /Confirmed: the switch is engaged\./);
  await sees(report, /Logged under your name, with your reason\./);
  await sees(history, new RegExp(WHY));
  told('It was read back, and the history has a row with the reason.');

  await browser.reload();
  await sees(badge, /^Engaged at .+ by you/);
  await sees(badge, new RegExp(WHY));
  told('A reload keeps the session and shows the same.');

  await click(lever.disengage);
  await type(by('textbox', 'Reason'), WHY_NOT);
  await click(confirm.disengage);
  await sees(badge, /^Disengaged/);
  await sees(history, new RegExp(WHY_NOT));
  const sent = mock.backend.requests
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/decision/'))
    .map(({ method, body }) => `${method} ${JSON.stringify(body)}`);
  const expected = [
    `POST ${JSON.stringify({ action: 'engage', reason: WHY })}`,
    `DELETE ${JSON.stringify({ reason: WHY_NOT })}`,
  ];
  if (sent.join('\n') !== expected.join('\n')) throw new Error(`The server received:\n${sent.join('\n')}`);
  told('Disengage; each of the two was sent exactly once, letter by letter.');

  await mock.stop();
  await click(by('button', 'Refresh'));
  await sees(badge, /^Unknown — last confirmed Disengaged/);
  await sees({ css: 'title' }, /^(?!Disengaged)/);
  await has(by('region', 'If the API cannot be reached'));
  if (await browser.call('(lever) => lever.disabled', await has(lever.engage)))
    throw new Error('Engage is disabled during an outage.');
  told('The server stops: the state is Unknown, what to do is told, and Engage stays possible.');
  await mock.start();
  await click(by('button', 'Refresh'));
  await sees(badge, /^Disengaged/);
  told('The server is back: Disengaged.');

  for (const page of ['Safe Mode', 'Recovery', 'Activation history']) {
    await click(by('link', page));
    await has(by('heading', page));
  }
  await sees(by('table', 'Incidents'), new RegExp(WHY));
  told('Every page opens, and the history page has the row, too.');

  await click(by('button', 'Sign out'));
  await has(by('heading', 'Sign in'));
  await browser.reload();
  await has(by('heading', 'Sign in'));
  told('Sign out, and a reload does not bring the session back.');
}
