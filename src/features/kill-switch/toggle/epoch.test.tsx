import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { dataOf } from '../../../../mocks/db';
import { tenants } from '../../../../mocks/seeds/personas';
import {
  badge,
  button,
  openDialog,
  reasonField,
  report,
  send,
  sendButton,
  SWITCH,
  toggleDialog,
} from '../../../testing/find';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const alerts = () =>
  screen
    .getAllByRole('alert')
    .map((alert) => alert.textContent)
    .join('\n');

/** A page that has read the epoch of an engaged switch. */
async function engagedWithEpoch() {
  const app = await renderApp({ seed: { engaged: true } });
  const { epoch } = await app.backend.run((db) => dataOf(db, tenants.acme.id).switchState);
  return { ...app, epoch: `"${epoch}"` };
}

const ifMatch = (app: App) => app.sent('DELETE', SWITCH).map(({ headers }) => headers.get('If-Match'));

describe('a Disengage on a server that counts epochs', () => {
  test('releases exactly the epoch that its dialog opened with', async () => {
    const app = await engagedWithEpoch();
    await openDialog(app, 'Disengage', 'Fixed');
    await send(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(ifMatch(app)).toEqual([app.epoch]);
    expect(report()).toHaveTextContent('Confirmed: the switch is disengaged.');
  });

  test('that another toggle overtook is told with the present state, keeps the reason, and sends nothing by itself (law 5)', async () => {
    const app = await engagedWithEpoch();
    await openDialog(app, 'Disengage', 'Fixed');
    // Lifted and engaged anew, after the dialog's newest reading.
    await app.elsewhere('security', 'disengage', 'Over');
    await app.elsewhere('security', 'engage', 'Second loop');
    await send(app);
    expect(ifMatch(app)).toEqual([app.epoch]);
    expect(toggleDialog('Disengage')).toHaveTextContent('The state changed while this dialog was open');
    expect(alerts()).toContain('Second loop');
    expect(toggleDialog('Disengage')).toHaveTextContent(
      /The switch has changed since this dialog opened \(412\)/,
    );
    expect(reasonField()).toHaveValue('Fixed');
    expect(sendButton()).toBeNull();
    await app.pass(60, 10);
    expect(app.sent('DELETE', SWITCH)).toHaveLength(1);
    expect(badge()).toHaveTextContent(/^Engaged/);
    await app.click(button('Close'));
    await openDialog(app, 'Disengage');
    expect(reasonField()).toHaveValue('Fixed');
    await send(app);
    expect(ifMatch(app)[1]).toMatch(/^"\d+"$/);
    expect(ifMatch(app)[1]).not.toBe(app.epoch);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('sends no If-Match where the server counts none, as the running Aegis', async () => {
    const app = await renderApp({ seed: { engaged: true }, backend: { controlPlane: false } });
    await openDialog(app, 'Disengage', 'Fixed');
    await send(app);
    expect(ifMatch(app)).toEqual([null]);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

describe('an Engage', () => {
  test('never has an If-Match: engaging twice is harmless', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged/);
    expect(app.sent('POST', SWITCH).map(({ headers }) => headers.get('If-Match'))).toEqual([null]);
  });

  test('that the store could not record is told with the time at which the gateways refuse, and can be sent again', async () => {
    const app = await renderApp();
    const data = { gateways_refuse_by: '2026-11-21T09:00:05.000Z' };
    const body = { success: false, error: 'store_unavailable', data, meta: null };
    answerWith(http.post(`*${SWITCH}`, () => HttpResponse.json(body, { status: 503 })));
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    expect(alerts()).toContain('Not carried out: the server’s store is unavailable (503)');
    expect(alerts()).toContain('from 2026-11-21 09:00:05 UTC at the latest');
    expect(alerts()).toContain('Nothing was changed: the switch is still disengaged');
    expect(reasonField()).toHaveValue('A loop');
    expect(sendButton()).toBeVisible();
  });

  test('whose outcome the server does not know is read back before anything is said of it (law 4)', async () => {
    const app = await renderApp();
    const body = { success: false, error: 'outcome_unknown', data: null, meta: null };
    answerWith(http.post(`*${SWITCH}`, () => HttpResponse.json(body, { status: 503 })));
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    expect(toggleDialog('Engage')).toHaveTextContent('Not engaged so far');
    expect(toggleDialog('Engage')).toHaveTextContent('The server does not know whether it worked (503)');
  });

  test('with a request id that was used before is no sign that somebody else was faster', async () => {
    const app = await renderApp();
    const body = { success: false, error: 'request_id_reused', data: null, meta: null };
    answerWith(http.post(`*${SWITCH}`, () => HttpResponse.json(body, { status: 409 })));
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    // Told in the open, and not folded as it is where somebody else had changed the state.
    const told = screen.getByText('The server knows this request already (409)');
    expect(told.closest('details')).toBeNull();
    expect(alerts()).toContain('Nothing was changed: the switch is still disengaged');
    expect(sendButton()).toBeVisible();
  });
});
