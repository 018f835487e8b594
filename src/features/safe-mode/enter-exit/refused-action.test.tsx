import '../safe-mode-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { enterSafeMode } from '../../../../mocks/host/other-operator';
import { hostOf } from '../../../../mocks/host/host';
import { personas, tenants, type PersonaKey } from '../../../../mocks/seeds/personas';
import { reasonField } from '../../../testing/find';
import {
  GUARDIAN,
  hostField,
  modeSendButton,
  openModeDialog,
  sendMode,
} from '../../../testing/find-guardian';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const path = '/safe-mode';
const ENTER = `${GUARDIAN}/safe-mode/enter`;
const dialog = () => screen.queryByRole('dialog');
const FAIL_CLOSED = { error: 'Fail-Closed: guardian service unavailable' };

/** Somebody enters Safe Mode without this console. */
const entersSafeMode = (app: App, who: PersonaKey = 'admin') =>
  app.backend.run((db) => {
    const act = { operator: personas[who].email, reason: 'Mine', at: app.backend.clock() };
    enterSafeMode(hostOf(db, tenants.acme.id).guardian, act);
  });

/** The gateway's catch-all: it refuses, whatever the service behind it did. */
const refuses = (act: () => unknown = () => undefined) =>
  answerWith(
    http.post(`*${ENTER}`, async () => {
      await act();
      return HttpResponse.json(FAIL_CLOSED, { status: 403 });
    }),
  );

describe('a refused action is read back before the page says anything about the host', () => {
  test('and it may have taken effect all the same', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    refuses(() => entersSafeMode(app));
    await sendMode(app);
    expect(dialog()).toHaveTextContent('failed (403)');
    expect(dialog()).toHaveTextContent('Confirmed: it took effect');
    expect(dialog()).not.toHaveTextContent(/nothing (was )?changed/i);
    expect(dialog()).toHaveTextContent(`Recorded: you, ${personas.admin.email}`);
    expect(modeSendButton()).toBeNull();
    expect(app.sent('POST', ENTER)).toHaveLength(1);
  });

  test('and when nothing was changed, the reason is kept and it can be sent again', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    refuses();
    app.faults('guardian:slow');
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Checking what happened…');
    expect(dialog()).not.toHaveTextContent(/nothing (was )?changed/i);
    await app.pass(3);
    expect(dialog()).toHaveTextContent('Confirmed: nothing changed');
    expect(reasonField()).toHaveValue('My reason');
    await sendMode(app);
    expect(app.sent('POST', ENTER)).toHaveLength(2);
  });

  test('and when the status cannot be read, nothing is claimed', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    refuses();
    app.faults('guardian:503');
    await sendMode(app);
    expect(dialog()).toHaveTextContent('It is not known whether it took effect.');
    expect(dialog()).not.toHaveTextContent(/nothing (was )?changed/i);
    expect(reasonField()).toHaveValue('My reason');
    expect(modeSendButton()).not.toBeNull();
    app.faults('');
    await app.pass(5);
    expect(dialog()).toHaveTextContent('Confirmed: nothing changed');
  });

  test('and a reading from before the refusal is no evidence (law 7)', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    refuses(() => app.faults('guardian:hang'));
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Checking what happened…');
  });

  test('but an action that never left this device needs no reading', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    await sendMode(app);
    Reflect.deleteProperty(navigator, 'onLine');
    expect(dialog()).toHaveTextContent('This device is offline');
    expect(dialog()).not.toHaveTextContent(/Confirmed|Not done|Checking what/);
    expect(app.sent('POST', ENTER)).toEqual([]);
  });

  test('and a later action of somebody else ends the dialog (law 5)', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    refuses();
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Confirmed: nothing changed');
    await entersSafeMode(app, 'security');
    await app.pass(35);
    expect(dialog()).toHaveTextContent('Someone else entered Safe Mode');
    expect(dialog()).toHaveTextContent(`Recorded: ${personas.security.email};`);
    expect(dialog()).toHaveTextContent('Your reason is saved.');
    expect(modeSendButton()).toBeNull();
    expect(app.sent('POST', ENTER)).toHaveLength(1);
  });
});

test('a reason and a confirmation that were put into their fields without an event are sent', async () => {
  const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
  await openModeDialog(app, 'Exit');
  await app.pass(6);
  // As dictation and password managers do it.
  Object.assign(reasonField(), { value: 'Spoken' });
  Object.assign(hostField(), { value: tenants.acme.host });
  const lever = modeSendButton();
  if (!lever) throw new Error('There is nothing to send with.');
  await app.click(lever);
  expect(app.sent('POST', `${GUARDIAN}/safe-mode/exit`).map(({ body }) => JSON.parse(body ?? ''))).toEqual([
    { reason: 'Spoken', confirm: true },
  ]);
});
