import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  badge,
  button,
  openDialog,
  outageCard,
  reasonField,
  report,
  send,
  sendButton,
  SWITCH,
  toggleDialog,
} from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

const alerts = () =>
  screen
    .getAllByRole('alert')
    .map((alert) => alert.textContent)
    .join('\n');

describe('a refusal', () => {
  test('of a DELETE without its body names the proxy as a likely cause', async () => {
    const app = await renderApp({ seed: { engaged: true }, faults: 'delete-body-lost' });
    await openDialog(app, 'Disengage', 'My reason');
    await send(app);
    expect(alerts()).toContain('A proxy between here and Aegis may have dropped the body of the DELETE');
    expect(alerts()).toContain('code reason_required');
    expect(reasonField()).toHaveValue('My reason');
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test('by 401 asks for the password over the dialog, and keeps the reason', async () => {
    const app = await renderApp({ faults: 'toggle:401' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(screen.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    const told = within(toggleDialog('Engage')).getAllByRole('alert');
    expect(told[0]).toHaveTextContent('The session has ended (401)');
    expect(told[1]).toHaveTextContent('It is not known whether it worked.');
    expect(reasonField()).toHaveValue('My reason');
  });

  test('by a catch-all after the switch was set is read back as a success', async () => {
    const app = await renderApp({ faults: 'toggle:403-but-done' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(alerts()).toContain('A service behind the gateway failed (403)');
    expect(alerts()).toMatch(/Engaged, although the server refused \(403\).*My reason/);
    expect(alerts()).not.toContain('Nothing was changed');
    expect(sendButton()).toBeNull();
    // The result has the focus, and what was sent stays as it is.
    expect(document.activeElement).toHaveTextContent(/^Engaged, although/);
    expect(reasonField()).toHaveAttribute('readonly');
    expect(badge()).toHaveTextContent(/^Engaged/);
    await app.click(button('Close'));
    expect(screen.queryByText(/^Someone else/)).toBeNull();
    expect(report()).toHaveTextContent(/The server refused\..*Confirmed: the switch is engaged\./);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
  });

  test('whose state cannot be read afterwards says so, and never that nothing was changed', async () => {
    const app = await renderApp({ faults: 'toggle:403-but-done' });
    await openDialog(app, 'Engage', 'My reason');
    app.faults('toggle:403-but-done,status:503');
    await send(app);
    expect(alerts()).toContain('It is not known whether it worked.');
    expect(alerts()).not.toMatch(/nothing was changed/i);
    app.faults('');
    await app.pass(5);
    expect(alerts()).toContain('Engaged, although the server refused');
  });

  test('that had no effect when read back leaves a later change to whoever made it', async () => {
    const app = await renderApp({ faults: 'toggle:403-fail-closed' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    await app.elsewhere('security', 'engage', 'Another reason');
    await app.pass(30, 10);
    expect(alerts()).toMatch(/Already engaged.*sam\.security@acme\.example.*Another reason/);
    expect(alerts()).not.toContain('The reply was lost');
  });

  test('because somebody else was faster is information: who, when and why', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'My reason');
    await app.elsewhere('security', 'engage', 'I was faster');
    await send(app);
    expect(alerts()).toContain('The state had already changed (409)');
    expect(alerts()).toMatch(/Already engaged.*sam\.security@acme\.example.*I was faster/);
    expect(alerts()).toContain('Nothing more will be sent. Your reason is saved.');
    expect(sendButton()).toBeNull();
  });

  test('shows the other ways to stop agents', async () => {
    const app = await renderApp({ faults: 'toggle:403-no-rule' });
    await openDialog(app, 'Engage', 'My reason');
    expect(outageCard()).not.toBeInTheDocument();
    await send(app);
    expect(outageCard()).toBeVisible();
    app.faults('');
    await send(app);
    expect(outageCard()).not.toBeInTheDocument();
  });
});

test('who does not want to wait for the countdown of a 429 can send again at once', async () => {
  const app = await renderApp({ faults: 'toggle:429' });
  await openDialog(app, 'Engage', 'My reason');
  await send(app);
  expect(screen.getByText(/^Try again in \d+ s\.$/)).toBeVisible();
  app.faults('');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(app.sent('POST', SWITCH)).toHaveLength(2);
});

test('the wait after a 429 counts down, and then nothing is sent by itself', async () => {
  const app = await renderApp({ faults: 'toggle:429' });
  await openDialog(app, 'Engage', 'My reason');
  await send(app);
  app.faults('');
  await app.pass(5);
  expect(screen.getByText('Try again in 7 s.')).toBeVisible();
  await app.pass(6);
  expect(screen.getByText('Try again in 1 s.')).toBeVisible();
  await app.pass(1);
  expect(screen.getByText('You can try again now.')).toBeVisible();
  await app.pass(30, 10);
  expect(app.sent('POST', SWITCH)).toHaveLength(1);
  expect(badge()).toHaveTextContent(/^Disengaged/);
});
