import { expect, type Locator, type Page } from '@playwright/test';
import type { Persona } from '../../mocks/seeds/personas';

// The console as people and screen readers find it: by roles and names only.

export type Action = 'engage' | 'disengage';
type Root = Page | Locator;

const names = { engage: 'Engage', disengage: 'Disengage' } as const;

export const heading = (root: Root, name: string | RegExp) => root.getByRole('heading', { level: 1, name });
export const badge = (root: Root) => root.getByRole('status', { name: 'Kill switch status' });
export const lever = (root: Root, action: Action) =>
  root.getByRole('button', { name: names[action], exact: true });
export const dialog = (root: Root, action: Action) =>
  root.getByRole('dialog', { name: `${names[action]} kill switch` });
export const reason = (root: Root) => root.getByRole('textbox', { name: 'Reason' });
export const confirm = (root: Root, action: Action) =>
  dialog(root, action).getByRole('button', { name: `${names[action]} kill switch` });
export const button = (root: Root, name: string) => root.getByRole('button', { name, exact: true });
export const history = (root: Root) => root.getByRole('region', { name: 'Activation history' });
export const historyRows = (root: Root) =>
  root.getByRole('table', { name: 'Activation history' }).getByRole('row').filter({ hasNotText: 'Operator' });
export const outageCard = (root: Root) => root.getByRole('region', { name: 'If the API cannot be reached' });
export const report = (root: Root) => root.getByRole('region', { name: 'Proof' });
/** The state of the switch as every page shows it. */
export const switchCell = (root: Root) => root.getByRole('region', { name: 'Kill switch state' });
/** Opens the menu with the person, their role and the theme. */
export const openAccount = (root: Root) => root.getByRole('button', { name: /^Account: / }).click();
export const expiredDialog = (root: Root) => root.getByRole('dialog', { name: 'Your session has ended' });

export async function signInAs(
  root: Root,
  { tenantId, email, password }: Pick<Persona, 'tenantId' | 'email' | 'password'>,
) {
  await root.getByRole('textbox', { name: 'Tenant ID' }).fill(tenantId);
  await root.getByRole('textbox', { name: 'Email' }).fill(email);
  // A password field has no role.
  await root.getByLabel('Password').fill(password);
  await button(root, 'Sign in').click();
}

export async function expectState(page: Page, words: RegExp) {
  await expect(badge(page)).toHaveText(words);
}

/** Opens the dialog of a lever and types a reason, without sending it. */
export async function compose(page: Page, action: Action, text: string) {
  await lever(page, action).click();
  await reason(page).fill(text);
}

export async function toggle(page: Page, action: Action, text: string) {
  await compose(page, action, text);
  await confirm(page, action).click();
}

/** Reads everything that is watched again, like a return to the window. It works even while a dialog is open. */
export const returnTo = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));

/** Presses Refresh, and waits until the server's answer is shown. */
export async function refresh(page: Page) {
  await button(page, 'Refresh').click();
  await expect(button(page, 'Refresh')).toBeEnabled();
}

/** Neither the page nor its tab may show the switch as certainly disengaged. */
export async function expectNotGreen(page: Page) {
  await expect(badge(page)).toHaveText(/^(Checking|Unknown|Engaged)/);
  await expect(page).not.toHaveTitle(/^Disengaged/);
}
