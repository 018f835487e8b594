import { within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { announced, button, openDialog, report, send } from '../../../testing/find';
import { renderApp, type App } from '../../../testing/render-app';

async function toggle(app: App, action: 'Engage' | 'Disengage') {
  await openDialog(app, action, 'My reason');
  await send(app);
}

describe('the row of the gateway workers', () => {
  test('counts down 5 s with the advice for a hard stop, then says that every worker has had time [AEGIS-46, AEGIS-47, AEGIS-53]', async () => {
    const app = await renderApp();
    await toggle(app, 'Engage');
    expect(report()).toHaveTextContent('Gateway workers pick it up');
    expect(report()).toHaveTextContent('5 s left');
    expect(
      within(report()).getByText('For an immediate hard stop, also pause traffic at the load balancer.'),
    ).toBeVisible();
    await app.pass(4);
    expect(report()).toHaveTextContent('1 s left');
    await app.pass(1);
    expect(announced('polite')).toContain('Every worker has had time.');
    expect(report()).toHaveTextContent(
      'New agent calls are refused (403). Calls already running will finish.',
    );
  });

  test('is shown only for an engagement that was read back', async () => {
    const app = await renderApp({ faults: 'stale-replica' });
    await toggle(app, 'Engage');
    expect(report()).not.toHaveTextContent(/worker/i);
    await app.pass(22);
    expect(report()).toHaveTextContent('Every worker has had time.');
  });

  test('is not shown for a disengage', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await toggle(app, 'Disengage');
    expect(report()).not.toHaveTextContent(/worker/i);
  });
});

test('takes the focus from the lever and is spoken, but not when the person comes back to the page later', async () => {
  const app = await renderApp();
  await toggle(app, 'Engage');
  expect(report()).toHaveFocus();
  expect(announced('polite')).toContain('Logged under your name, with your reason.');
  await app.goTo('/recovery');
  await app.goTo('/kill-switch');
  expect(report()).not.toHaveFocus();
});

test('leads to the row in the history', async () => {
  const app = await renderApp();
  await toggle(app, 'Engage');
  const link = within(report()).getByRole('link', { name: 'Open the row' });
  expect(link.getAttribute('href')).toMatch(/^\/kill-switch\/history\?row=.+/);
});

test('is copied for the incident channel in plain text, without the token', async () => {
  const app = await renderApp();
  const copy = vi.spyOn(navigator.clipboard, 'writeText');
  await toggle(app, 'Engage');
  await app.click(button('Copy for the incident channel'));
  const [text = ''] = copy.mock.lastCall ?? [];
  expect(text).toMatch(/^Kill switch engaged\nTenant: acme \(ac3e0c0a-.*\)\nWhen: 2026-11-21 09:00:01 UTC\n/);
  expect(text).toContain('Who: ada.admin@acme.example (ADMIN)\nReason: “My reason”\nRequest: ');
  expect(text).toContain('[confirmed] the switch is engaged.');
  expect(text).toContain('[not confirmed] Gateway workers need up to 5 seconds.');
  expect(text).not.toMatch(/bearer|ey[A-Z]/i);
});
