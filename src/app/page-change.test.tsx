import '../features/recovery/recovery-page';
import '../features/safe-mode/safe-mode-page';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import {
  announced,
  badge,
  button,
  openAccount,
  openDialog,
  reasonField,
  report,
  send,
} from '../testing/find';
import { renderApp, type App } from '../testing/render-app';

const heading = () => screen.getByRole('heading', { level: 1 });
const follow = (app: App, name: string) => app.click(screen.getByRole('link', { name }));

test('after a link the main heading of the new page has the focus, and the change is announced', async () => {
  const app = await renderApp();
  expect(heading()).not.toHaveFocus();
  expect(announced('polite')).not.toContain('Page');
  await follow(app, 'Recovery');
  expect(heading()).toHaveTextContent('Recovery');
  expect(heading()).toHaveFocus();
  expect(announced('polite')).toBe('Page: Recovery.');
  await follow(app, 'Safe Mode');
  expect(heading()).toHaveFocus();
  expect(announced('polite')).toBe('Page: Safe Mode.');
  await app.goTo('/nowhere');
  expect(announced('polite')).toBe('Page: Page not found.');
});

test('a reading leaves the focus where it is', async () => {
  const app = await renderApp();
  await follow(app, 'Recovery');
  button('Refresh').focus();
  await app.pass(60);
  expect(button('Refresh')).toHaveFocus();
  expect(announced('polite')).toBe('Page: Recovery.');
});

test('the focus stays in an open dialog, and the change is announced all the same', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Half a thou');
  reasonField().focus();
  await app.goTo('/kill-switch?from=mail');
  expect(reasonField()).toHaveFocus();
  await app.click(button('Cancel'));
  openAccount();
  await app.click(button('Shortcuts and notifications'));
  await app.goTo('/recovery');
  expect(screen.getByRole('dialog')).toBeVisible();
  expect(heading()).not.toHaveFocus();
  expect(announced('polite')).toBe('Page: Recovery.');
});

test('what is announced at the same moment is all announced', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Refund loop');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(report()).toBeVisible();
  const said = [...document.querySelectorAll('[aria-live=polite] > span')].map((one) => one.textContent);
  expect(said.length).toBeGreaterThan(1);
  expect(new Set(said).size).toBe(said.length);
});
