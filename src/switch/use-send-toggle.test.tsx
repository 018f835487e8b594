import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  badge,
  button,
  openDialog,
  reasonField,
  send,
  sendButton,
  SWITCH,
  toggleDialog,
} from '../testing/find';
import { renderApp } from '../testing/render-app';
import { setOnline } from '../testing/stub-server';

describe('while the request is under way', () => {
  test('the dialog says so, stays open, and sends no second one', async () => {
    const app = await renderApp({ faults: 'toggle:slow' });
    const dialog = await openDialog(app, 'Engage', 'Drill');
    await send(app);
    expect(button('Sending…')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Sending…')).toHaveAccessibleDescription('The request is under way.');
    expect(button('Cancel')).toHaveAttribute('aria-disabled', 'true');
    expect(reasonField()).toHaveAttribute('readonly');
    await app.click(button('Sending…'));
    await app.click(button('Cancel'));
    // The event that a browser fires for Escape. A second one closes the dialog whatever the handler does, unless `closedby`
    // forbids it.
    await app.happen(() => dialog.dispatchEvent(new Event('cancel', { cancelable: true })));
    expect(dialog).toBeInTheDocument();
    expect(dialog).toHaveAttribute('closedby', 'none');
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    await app.pass(3);
    expect(dialog).not.toBeInTheDocument();
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
  });

  test('the badge continues to show what was read', async () => {
    const app = await renderApp({ faults: 'toggle:slow' });
    await openDialog(app, 'Engage', 'Drill');
    await send(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

test('after a toggle the badge shows what is read, not what was requested', async () => {
  const app = await renderApp({ faults: 'stale-replica' });
  await openDialog(app, 'Engage', 'Drill');
  await send(app);
  expect(badge()).toHaveTextContent(/^Unknown — the status says Disengaged/);
  await app.pass(22);
  expect(badge()).toHaveTextContent(/^Engaged/);
});

test('a double click is one request', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Drill');
  await app.doubleClick(sendButton() ?? document.body);
  expect(app.sent('POST', SWITCH)).toHaveLength(1);
});

test('a double click with a reason that the form refuses sends nothing either', async () => {
  const app = await renderApp({ faults: 'toggle:429' });
  await openDialog(app, 'Engage', 'Drill');
  await app.doubleClick(sendButton() ?? document.body);
  expect(app.sent('POST', SWITCH)).toHaveLength(1);
});

test.each(['Enter', ' '])('a held key %j is one press', async (key) => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'Drill');
  const lever = sendButton() ?? document.body;
  expect(fireEvent.keyDown(lever, { key })).toBe(true);
  // A prevented keydown does not click.
  expect(fireEvent.keyDown(lever, { key, repeat: true })).toBe(false);
});

test('Enter in the reason adds a line and sends nothing', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'First');
  await app.press('{Enter}second');
  expect(reasonField()).toHaveValue('First\nsecond');
  expect(app.sent('POST', SWITCH)).toEqual([]);
});

describe('offline', () => {
  test('the toggle is refused at once, and never sent later', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Drill');
    setOnline(false);
    await app.happen(() => window.dispatchEvent(new Event('offline')));
    await send(app);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /This device is offline.*Nothing was sent\..*Your reason is saved\./,
    );
    setOnline(true);
    await app.happen(() => window.dispatchEvent(new Event('online')));
    await app.pass(120, 10);
    expect(app.sent('POST', SWITCH)).toEqual([]);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(reasonField()).toHaveValue('Drill');
    await send(app);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });
});

describe('the intent is fixed', () => {
  const buttons = () =>
    within(screen.getByRole('dialog'))
      .getAllByRole('button')
      .map(({ textContent }) => textContent);

  test('an Engage dialog over a state that turns Engaged only offers to close', async () => {
    const app = await renderApp();
    const dialog = await openDialog(app, 'Engage', 'My reason');
    await app.elsewhere('security', 'engage', 'I was faster');
    await app.pass(30);
    expect(toggleDialog('Engage')).toBe(dialog);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /Already engaged.*By sam\.security@acme\.example at .*Reason: I was faster.*Nothing was sent\. Your reason is saved\./,
    );
    expect(buttons()).toEqual(['Close']);
    await app.click(button('Close'));
    expect(dialog).not.toBeInTheDocument();
    expect(app.sent('POST', SWITCH)).toEqual([]);
    expect(app.sent('DELETE', SWITCH)).toEqual([]);
  });

  test('a Disengage dialog can only be closed when the state turns Disengaged', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'My reason');
    await app.elsewhere('security', 'disengage', 'I was faster');
    await app.pass(30);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /The state changed while this dialog was open.*I was faster.*Nothing was sent/,
    );
    expect(buttons()).toEqual(['Close']);
    expect(toggleDialog('Disengage')).toBeVisible();
    await app.click(button('Close'));
    expect(screen.getByText('Someone else disengaged the switch')).toBeVisible();
    expect(app.sent('DELETE', SWITCH)).toEqual([]);
  });

  test('a Disengage dialog does not lift a different engagement from the one it was opened for', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'My reason');
    await app.pass(1);
    await app.elsewhere('security', 'disengage', 'Fixed');
    await app.elsewhere('security', 'engage', 'Broken again');
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Engaged.*Broken again/);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /The state changed while this dialog was open.*Broken again.*Nothing was sent\. Your reason is saved\./,
    );
    expect(buttons()).toEqual(['Close']);
    await app.click(button('Close'));
    await openDialog(app, 'Disengage');
    expect(reasonField()).toHaveValue('My reason');
  });

  test('a Disengage dialog cannot send while the state is unknown, and says why', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'My reason');
    app.faults('status:503');
    await app.pass(30);
    expect(sendButton()).toHaveAttribute('aria-disabled', 'true');
    expect(sendButton()).toHaveAccessibleDescription('Disengage needs a confirmed Engaged state.');
    await send(app);
    expect(app.sent('DELETE', SWITCH)).toEqual([]);
    app.faults('');
    await app.pass(5);
    await send(app);
    expect(app.sent('DELETE', SWITCH)).toHaveLength(1);
  });
});

test('an Engage dialog that was overtaken stays overtaken', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'My reason');
  await app.elsewhere('security', 'engage', 'I was faster');
  await app.pass(30);
  expect(sendButton()).toBeNull();
  await app.elsewhere('security', 'disengage', 'And done');
  await app.pass(30);
  expect(sendButton()).toBeNull();
});

test('a Disengage dialog that was overtaken stays overtaken', async () => {
  const app = await renderApp({ prepare: (backend) => backend.toggleAs('security', 'engage', 'First') });
  await openDialog(app, 'Disengage', 'My reason');
  app.faults('any:no-engaged-at,history:audit-lag');
  await app.elsewhere('security', 'disengage', 'I was faster');
  await app.pass(55);
  expect(sendButton()).toBeNull();
  await app.elsewhere('security', 'engage', 'And again');
  await app.pass(5);
  expect(sendButton()).toBeNull();
});
