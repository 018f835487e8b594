import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';
import { consistentStatus } from './consistent-status';
import { button, reasonField } from './find';
import type { App } from './render-app';

export const GUARDIAN = '/guardian';

export const modeBadge = () => screen.getByRole('status', { name: 'Guardian mode' });
export const hostField = () => screen.getByRole('textbox', { name: 'Host name' });

/** The rows of a table as a person reads them, cell by cell. A folded table cannot be read. */
export function rowsOfTable(name: string): string[][] {
  const table = screen.getByRole('table', { name });
  if (table.closest('details:not([open])')) throw new Error(`The table ${name} is folded.`);
  const [, ...rows] = within(table).getAllByRole('row');
  return rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()));
}

const detailsOf = (title: string) => screen.getByRole('region', { name: title }).querySelector('details');

/** Whether a part of the page that can be folded is open. */
export const isOpen = (title: string) => detailsOf(title)?.open ?? false;

/** What the summary of a folded part says. */
export const summaryOf = (title: string) => detailsOf(title)?.querySelector('summary')?.textContent ?? '';

/** Opens or closes a part of the page by its summary. */
export async function pressFold(app: App, title: string) {
  await app.click(within(screen.getByRole('region', { name: title })).getByRole('heading', { name: title }));
  await app.pass(1);
}

/** What the person must hear at once. */
export const alerts = () => screen.queryAllByRole('alert').map((alert) => alert.textContent);

const answer = (data: unknown, headers: Record<string, string> = {}) =>
  HttpResponse.json({ success: true, data, error: null, meta: null }, { headers });

/** A Guardian's answer to any reading, independent of the mock backend. */
export const reads = (path: string, data: unknown, headers?: Record<string, string>) =>
  http.get(`*/guardian/${path}`, () => answer(data, headers));

/** A consistent status, except for `over`. */
export const statusReads = (
  mode: GuardianStatus['mode'],
  over: Partial<GuardianStatus> = {},
  headers?: Record<string, string>,
) => reads('status', { ...consistentStatus(mode), ...over }, headers);

/** Opens a dialog of the Safe Mode page by its button, types into it, and returns the dialog. */
export async function openModeDialog(app: App, action: 'Enter' | 'Exit', reason?: string, host?: string) {
  await app.click(button(`${action} Safe Mode`));
  const dialog = screen.getByRole('dialog', { name: `${action} Safe Mode` });
  if (reason !== undefined) await app.fill(reasonField(), reason);
  if (host !== undefined) await app.fill(hostField(), host);
  return dialog;
}

/** The dialog's button that sends; null when nothing can be sent from it any more. */
export const modeSendButton = () =>
  within(screen.getByRole('dialog')).queryByRole('button', { name: /^(Enter|Exit) Safe Mode$|^Sending/ });

/** Presses that button after one second, so that earlier readings are older by the clock, too. */
export async function sendMode(app: App) {
  await app.pass(1);
  const lever = modeSendButton();
  if (!lever) throw new Error('There is nothing to send with.');
  await app.click(lever);
}
