import { screen, within } from '@testing-library/react';
import type { App } from './render-app';

// Helpers for tests of the recovery page.

export const RECOVERY = { path: '/recovery' } as const;

export const region = (name: string) => screen.getByRole('region', { name });
export const resultOf = (action: string) => screen.queryByRole('region', { name: `Result of ${action}` });

/** The alerts in a report, in order. */
export const alertsIn = (report: HTMLElement | null) =>
  within(report ?? document.body)
    .queryAllByRole('alert')
    .map((alert) => alert.textContent);

export const chooser = () => screen.getByRole('group', { name: 'What happened?' });
export const dialogNamed = (name: string) => screen.getByRole('dialog', { name });

/** The dialog's button that sends; null when nothing can be sent from it any more. */
export const confirmButton = (name: string) =>
  within(dialogNamed(name)).queryByRole('button', { name: new RegExp(`^(${name}|Sending…)$`) });

/** Opens an action's dialog, fills it in, and sends it one second later by the clock. */
export async function act(
  app: App,
  name: string,
  { reason = 'Because', typed }: { reason?: string; typed?: string } = {},
) {
  await app.click(screen.getByRole('button', { name }));
  await app.fill(screen.getByRole('textbox', { name: 'Reason' }), reason);
  if (typed !== undefined) await app.fill(screen.getByRole('textbox', { name: 'Confirmation' }), typed);
  await app.pass(1);
  const confirm = confirmButton(name);
  if (!confirm) throw new Error('There is nothing to send with.');
  await app.click(confirm);
}
