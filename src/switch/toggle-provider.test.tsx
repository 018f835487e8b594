import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { personas } from '../../mocks/seeds/personas';
import { badge, button, openDialog, report, send, sendButton, SWITCH, toggleDialog } from '../testing/find';
import { answerWith, renderApp, type App } from '../testing/render-app';

const notice = () => screen.queryByText(/^Someone else (dis)?engaged the switch/);
const go = (app: App, path: string) => app.goTo(path);

describe('across pages', () => {
  test('the report of a toggle is shown again after another page', async () => {
    const app = await renderApp({ faults: 'reason-ignored' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    expect(report()).toHaveTextContent('another reason than yours');
    await go(app, '/nowhere');
    await go(app, '/kill-switch');
    expect(report()).toHaveTextContent('another reason than yours');
    expect(report()).toHaveTextContent('Your reason: My reason');
    await app.click(button('Dismiss'));
    expect(screen.queryByRole('region', { name: 'Proof' })).not.toBeInTheDocument();
  });

  test('a toggle that is answered while its operator is on another page is reported', async () => {
    const app = await renderApp({ faults: 'toggle:slow' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    await go(app, '/nowhere');
    await app.pass(3);
    await go(app, '/kill-switch');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(report()).toHaveTextContent('Accepted.');
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
  });

  test('a toggle whose answer is lost meanwhile waits in its dialog, with the reason', async () => {
    const app = await renderApp({ faults: 'toggle:hang' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    await go(app, '/nowhere');
    await app.pass(16, 4);
    await go(app, '/kill-switch');
    expect(toggleDialog('Engage')).toHaveTextContent('Not engaged so far');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('My reason');
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
  });

  test('a dialog that sent nothing is not opened again, and its reason is kept', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'My reason');
    await go(app, '/nowhere');
    await go(app, '/kill-switch');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await openDialog(app, 'Engage');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('My reason');
  });

  test('a change by somebody else in the meantime is reported on return', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'Cause fixed');
    await send(app);
    await go(app, '/nowhere');
    await app.elsewhere('security', 'engage', 'Not fixed');
    await app.pass(31);
    await go(app, '/kill-switch');
    expect(notice()).toHaveTextContent('Someone else engaged the switch again');
  });
});

describe('an outcome that is not known', () => {
  test('is still watched after its dialog was closed', async () => {
    const app = await renderApp({ faults: 'toggle:504,status:500' });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    await app.click(button('Cancel'));
    expect(report()).toHaveTextContent('The reply was lost.');
    expect(report()).toHaveTextContent('Not confirmed. The state could not be read back yet.');
    app.faults('');
    await app.pass(3);
    expect(report()).toHaveTextContent('Not engaged so far. We keep checking.');
    await openDialog(app, 'Engage');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('My reason');
  });

  test.each([
    ['Engage', 'Disengaged', 'disengage', false],
    ['Disengage', 'Engaged', 'engage', true],
  ] as const)('stays as it was once it was read back: %s', async (action, later, undo, engaged) => {
    const app = await renderApp({ seed: { engaged }, faults: 'toggle:504-but-done' });
    await openDialog(app, action, 'My reason');
    await send(app);
    expect(toggleDialog(action)).toHaveTextContent(
      `${action}d. The reply was lost (504); the state was read back.`,
    );
    app.faults('');
    await app.elsewhere('security', undo, 'Otherwise');
    await app.pass(3);
    expect(badge()).toHaveTextContent(new RegExp(`^${later}`));
    expect(sendButton()).toBeNull();
    expect(toggleDialog(action)).not.toHaveTextContent('You can send it again');
  });
});

test('a state that somebody else causes after a refusal is not this console’s', async () => {
  const app = await renderApp({ faults: 'toggle:403' });
  await openDialog(app, 'Engage', 'My reason');
  await send(app);
  await app.click(button('Cancel'));
  app.faults('');
  await app.elsewhere('security', 'engage', 'Runaway agent');
  await app.pass(30);
  expect(notice()).toHaveTextContent('Someone else engaged the switch');
});

test('the person who overtook a dialog stays named when somebody else changes the state later', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'My reason');
  await app.elsewhere('security', 'engage', 'Sam engages');
  await app.pass(31);
  expect(toggleDialog('Engage')).toHaveTextContent(/Already engaged.*Reason: Sam engages/);
  await app.elsewhere('security', 'disengage', 'Sam lifts');
  await app.pass(31);
  expect(toggleDialog('Engage')).toHaveTextContent(/Already engaged.*Reason: Sam engages/);
  expect(toggleDialog('Engage')).not.toHaveTextContent('Sam lifts');
});

test('a reading that began while the toggle was under way is dropped, even the very first one (law 7)', async () => {
  const app = await renderApp({ faults: 'status:500' });
  expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet/);
  await openDialog(app, 'Engage', 'My reason');
  // The next reading answers after 4 s with the state at its request.
  app.faults('toggle:slow,status:hang');
  const { tenantId } = personas.admin;
  const old = { success: true, data: { status: 'disengaged', tenant_id: tenantId, reason: null } };
  const late = async () => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    return HttpResponse.json({ ...old, error: null, meta: null });
  };
  answerWith(http.get(`*${SWITCH}`, late, { once: true }));
  await app.pass(3, 1);
  await send(app);
  const before = app.sent('GET', SWITCH).length;
  await app.pass(2, 1);
  expect(app.sent('GET', SWITCH)).toHaveLength(before + 1);
  app.faults('');
  await app.pass(2, 1);
  expect(badge()).toHaveTextContent(/^Engaged/);
  await app.pass(1);
  expect(badge()).toHaveTextContent(/^Engaged/);
  expect(report()).toHaveTextContent('Confirmed: the switch is engaged.');
});
