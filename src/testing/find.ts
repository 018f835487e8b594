import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { tenants } from '../../mocks/seeds/personas';
import type { App } from './render-app';

export const SWITCH = `/decision/kill-switch/${tenants.acme.id}`;
export const AUDIT = '/audit/logs';

type Name = string | RegExp;

export const button = (name: Name) => screen.getByRole('button', { name });
export const badge = () => screen.getByRole('status', { name: 'Kill switch status' });
export const reasonField = () => screen.getByRole('textbox', { name: 'Reason' });
export const historyPanel = () => screen.getByRole('region', { name: 'Activation history' });
export const outageCard = () => screen.queryByRole('region', { name: 'If the API cannot be reached' });
export const report = () => screen.getByRole('region', { name: 'Proof' });

/** Opens the account's menu. jsdom has no popovers: it only hides what is in them. */
export function openAccount() {
  const menu = document.getElementById('account');
  if (menu) menu.style.display = 'block';
}

/** The links outside the page's own content, but for the skip link. */
export const linksAround = () =>
  screen
    .getAllByRole('link', { name: /^(?!Skip)/ })
    .filter((link) => !screen.getByRole('main').contains(link))
    .map((link) => link.textContent);
export const toggleDialog = (action: 'Engage' | 'Disengage') =>
  screen.getByRole('dialog', { name: `${action} kill switch` });

/** The icon in the tab, as text. */
export const tabIcon = () =>
  decodeURIComponent(document.querySelector('link[rel=icon]')?.getAttribute('href') ?? '');

/** The toggle dialog's button that sends; null when nothing can be sent from it any more. */
export const sendButton = () =>
  within(screen.getByRole('dialog')).queryByRole('button', {
    name: /^(Engage|Disengage) kill switch$|^Sending/,
  });

/** The toggles on the kill-switch page as a person reads them, newest first. */
export const historyRows = () => rowsOfTable('Activation history');
/** The toggles on the history page. */
export const toggleRows = () => rowsOfTable('Toggles');

function rowsOfTable(name: string): string[][] {
  const [, ...rows] = within(screen.getByRole('table', { name })).getAllByRole('row');
  return rows.map((row) =>
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  );
}

/** The last text that was announced to screen readers. */
export function announced(politeness: 'polite' | 'assertive') {
  return [...document.querySelectorAll(`.sr-only > [aria-live="${politeness}"]`)]
    .map((region) => region.lastElementChild?.textContent ?? '')
    .join();
}

const envelope = (data: unknown) => HttpResponse.json({ success: true, data, error: null, meta: null });

/** A status answer, independent of the mock backend. */
export const statusIs = (status: Record<string, unknown>) =>
  http.get(`*${SWITCH}`, () => envelope({ tenant_id: tenants.acme.id, reason: null, ...status }));

/** An audit log with these rows for one action and none for the others. */
export const rowsAre = (action: string, items: readonly unknown[], total = items.length) =>
  http.get('*/audit/logs', ({ request }) =>
    new URL(request.url).searchParams.get('action') === action
      ? envelope({ total, limit: 20, offset: 0, items })
      : envelope({ total: 0, limit: 20, offset: 0, items: [] }),
  );

/** Opens a toggle dialog, types the reason if there is one, and returns the dialog. */
export async function openDialog(app: App, action: 'Engage' | 'Disengage', reason?: string) {
  await app.click(button(action));
  if (reason !== undefined) await app.fill(reasonField(), reason);
  return toggleDialog(action);
}

/** Presses the button that sends after one second, so that earlier readings are older by the clock, too. */
export async function send(app: App) {
  await app.pass(1);
  const lever = sendButton();
  if (!lever) throw new Error('There is nothing to send with.');
  await app.click(lever);
}

export const signInHeading = () => screen.queryByRole('heading', { level: 1, name: 'Sign in' });
export const field = (name: string) => screen.getByLabelText(name);

/** Fills in the present sign-in form and sends it. Fields without a value here stay as they are. */
export async function signInAs(app: App, values: { tenantId?: string; email?: string; password: string }) {
  if (values.tenantId !== undefined) await app.fill(field('Tenant ID'), values.tenantId);
  if (values.email !== undefined) await app.fill(field('Email'), values.email);
  await app.fill(field('Password'), values.password);
  await app.click(button('Sign in'));
}
