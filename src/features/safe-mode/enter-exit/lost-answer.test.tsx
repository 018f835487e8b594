import '../safe-mode-page';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { logEvent, type NewEvent } from '../../../../mocks/host/other-operator';
import { hostOf } from '../../../../mocks/host/host';
import { personas, tenants } from '../../../../mocks/seeds/personas';
import { button, reasonField } from '../../../testing/find';
import {
  alerts,
  GUARDIAN,
  modeSendButton,
  openModeDialog,
  sendMode,
  statusReads,
} from '../../../testing/find-guardian';
import { answerWith, renderApp, type App } from '../../../testing/render-app';
import { signedRecord } from '../../../testing/signed-record';

const path = '/safe-mode';
const HOST = tenants.acme.host;
const inSafeMode = () => renderApp({ path, prepare: (backend) => backend.host.crash(3) });
const dialog = () => screen.getByRole('dialog');
const lost = (action: 'enter' | 'exit') =>
  http.post(`*/guardian/safe-mode/${action}`, () => HttpResponse.json({}, { status: 504 }));

/** The Guardian records an event. */
const logs = (app: App, event: Omit<NewEvent, 'at' | 'message'>, times = 1) =>
  app.backend.run((db) => {
    for (let left = times; left > 0; left--)
      logEvent(hostOf(db, tenants.acme.id).guardian, { ...event, at: app.backend.clock(), message: '' });
  });

describe('an exit whose answer was lost', () => {
  test.each<[string, Omit<NewEvent, 'at' | 'message'>]>([
    [
      'it was refused',
      { kind: 'mode_change', outcome: 'REFUSED (exit blocked)', actor: personas.admin.email },
    ],
    [
      'somebody else changed the mode',
      { kind: 'mode_change', outcome: 'SAFE', actor: personas.security.email },
    ],
  ])('had no effect when the mode is SAFE, although %s, and the reason is kept', async (_, event) => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    answerWith(lost('exit'));
    await logs(app, event);
    await sendMode(app);
    expect(dialog()).toHaveTextContent(/Not done so far.*\(504\)/);
    await app.click(button('Cancel'));
    await openModeDialog(app, 'Exit');
    expect(reasonField()).toHaveValue('Cause fixed');
  });

  test('that took effect stays so, even when somebody enters Safe Mode again', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    app.faults('guardian-action:504-but-done');
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Confirmed: it took effect');
    answerWith(statusReads('SAFE'));
    await app.pass(35);
    expect(dialog()).toHaveTextContent('Confirmed: it took effect');
    expect(dialog()).not.toHaveTextContent('You can send it again.');
    expect(modeSendButton()).toBeNull();
  });
});

describe('when another host answers after a lost answer', () => {
  test('its status is no evidence, and nothing can be sent to it', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'Stop it');
    answerWith(lost('enter'), statusReads('SAFE', { host: 'acme-agents-02' }));
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Another host answers now');
    expect(dialog()).toHaveTextContent('The outcome is unknown.');
    expect(dialog()).not.toHaveTextContent('it took effect');
    expect(modeSendButton()).toBeNull();
    expect(app.sent('POST', `${GUARDIAN}/safe-mode/enter`)).toHaveLength(1);
    await app.click(button('Close'));
    answerWith(statusReads('NORMAL'));
    await app.pass(5);
    await openModeDialog(app, 'Enter');
    expect(reasonField()).toHaveValue('Stop it');
  });

  test('it does not become the host that the dialog was opened for', async () => {
    const app = await renderApp({
      path,
      prepare: () => answerWith(http.get('*/guardian/status', () => HttpResponse.json({}, { status: 503 }))),
    });
    await openModeDialog(app, 'Enter', 'Stop it');
    answerWith(statusReads('NORMAL'));
    await app.pass(5);
    answerWith(lost('enter'), statusReads('NORMAL', { host: 'acme-agents-02' }));
    await sendMode(app);
    expect(dialog()).toHaveTextContent('Another host answers now');
    expect(modeSendButton()).toBeNull();
  });
});

describe('who acted first, and when, is shown as it is recorded', () => {
  test('for an entry by the event log', async () => {
    const app = await renderApp({ path });
    await openModeDialog(app, 'Enter', 'My reason');
    await app.pass(2, 1);
    await logs(app, { kind: 'mode_change', outcome: 'REFUSED (role)', actor: 'eve@x.example' });
    await app.backend.run((db) => {
      const { guardian } = hostOf(db, tenants.acme.id);
      guardian.mode = 'SAFE';
      guardian.since = app.backend.clock();
    });
    await logs(app, { kind: 'mode_change', outcome: 'SAFE', actor: personas.security.email });
    await app.pass(40);
    const told = alerts().join();
    expect(told).toContain('Someone else entered Safe Mode: the mode is SAFE since');
    expect(told).toMatch(/Recorded: sam\.security@acme\.example; .*2026-11-21 09:00:02 UTC/);
    // A later action of somebody else is another change.
    await logs(app, { kind: 'mode_change', outcome: 'OPERATOR_OVERRIDE', actor: 'Guardian' });
    await app.pass(10);
    expect(alerts().join()).toContain('Recorded: sam.security@acme.example;');
  });

  test('and nobody is named for what was recorded before the dialog opened', async () => {
    const app = await renderApp({ path });
    await logs(app, { kind: 'mode_change', outcome: 'SAFE', actor: personas.security.email });
    await app.pass(5);
    await openModeDialog(app, 'Enter', 'My reason');
    answerWith(statusReads('SAFE'));
    await app.pass(40);
    expect(alerts().join()).toContain('Someone else entered Safe Mode');
    expect(alerts().join()).not.toContain('Recorded:');
  });

  test('for an exit by the record in the status', async () => {
    const app = await inSafeMode();
    await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
    answerWith(statusReads('NORMAL', { last_exit: signedRecord({ operator: personas.security.email }) }));
    await app.pass(5);
    expect(alerts().join()).toMatch(/Recorded: sam\.security@acme\.example; .*2026-11-21 08:30:00 UTC/);
  });
});

test('a host whose name begins or ends with blanks can be typed', async () => {
  const app = await renderApp({
    path,
    async prepare(backend) {
      await backend.host.crash(3);
      await backend.run((db) => {
        hostOf(db, tenants.acme.id).guardian.host = ` ${HOST} `;
      });
    },
  });
  await openModeDialog(app, 'Exit', 'Cause fixed', HOST);
  await sendMode(app);
  expect(app.sent('POST', `${GUARDIAN}/safe-mode/exit`)).toHaveLength(1);
});

test('a 429 counts down to the next possible attempt', async () => {
  const app = await renderApp({ path });
  await openModeDialog(app, 'Enter', 'Stop it');
  app.faults('guardian-action:429');
  await sendMode(app);
  expect(dialog()).toHaveTextContent('Try again in 12 s.');
  await app.pass(5);
  expect(dialog()).toHaveTextContent('Try again in 7 s.');
  await app.pass(10);
  expect(dialog()).toHaveTextContent('You can try again now.');
});

test('an event log that cannot be read is not described as one without the event', async () => {
  const app = await renderApp({ path });
  await openModeDialog(app, 'Enter', 'Stop it');
  answerWith(http.get('*/guardian/events', () => HttpResponse.json({}, { status: 503 })));
  await sendMode(app);
  const result = screen.getByRole('region', { name: 'Proof' });
  expect(result).toHaveTextContent('Waiting for the event log…');
  await app.pass(15);
  expect(result).toHaveTextContent('The event log could not be read. Keep the ids below.');
  expect(result).not.toHaveTextContent('Not yet in the event log');
});
