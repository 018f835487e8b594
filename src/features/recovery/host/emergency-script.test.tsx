import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { dialogNamed, RECOVERY, region } from '../../../testing/recovery';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const NAME = 'Request frontend stop';
const SCRIPT = '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm';
const HELPER = '.\\scripts\\maintenance\\stop_frontend_safe.ps1';
const CLOSED = 'Locked until step 1 has failed. First try the control API, step 1.';
const button = (name: string) => screen.getByRole('button', { name });
const hostRegion = () => region('Host operations');
const readHost = (app: App) => app.click(button('Read host status'));
const statusIs = (status: Record<string, unknown>) =>
  answerWith(http.get('*/control/api/status', () => HttpResponse.json({ backend: true, ...status })));
const stopIs = (status: number, body: Record<string, unknown>) =>
  answerWith(http.post('*/control/api/stop', () => HttpResponse.json(body, { status })));

async function stop(app: App) {
  await app.click(button(NAME));
  await app.pass(1);
  await app.click(within(dialogNamed(NAME)).getByRole('button', { name: NAME }));
  const dialog = screen.queryByRole('dialog', { name: NAME });
  if (dialog) await app.click(within(dialog).getByRole('button', { name: 'Cancel' }));
}

describe('the emergency script', () => {
  test('is locked behind the helper until it failed, also if only the operator knows that [OPS-01, OPS-03, OPS-05, OPS-08, OPS-10, OPS-14, OPS-15, OPS-32]', async () => {
    const app = await renderApp(RECOVERY);
    expect(hostRegion()).toHaveTextContent(HELPER);
    expect(hostRegion()).toHaveTextContent(CLOSED);
    expect(hostRegion()).toHaveTextContent(
      'contact the on-call operator, or open an issue in the ops tracker',
    );
    expect(hostRegion()).not.toHaveTextContent(SCRIPT);
    await app.click(button('The helper failed on the host'));
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    expect(hostRegion().textContent.indexOf(HELPER)).toBeLessThan(hostRegion().textContent.indexOf(SCRIPT));
    expect(hostRegion()).toHaveTextContent('Intentionally destructive');
    await app.click(button('The helper failed on the host'));
    expect(hostRegion()).not.toHaveTextContent(SCRIPT);
  });

  test('warns before it is used [OPS-06, OPS-13, OPS-15, OPS-17, OPS-19, OPS-20, OPS-24, OPS-25]', async () => {
    await renderApp({ ...RECOVERY, faults: 'control-off' });
    for (const warning of [
      'Intentionally destructive',
      'Run it locally, on the host itself.',
      'It asks for confirmation and is meant for a person: never from automation or CI.',
      'Make sure of your backups, and of what stopping does to running services.',
      'In containers use the orchestrator instead (docker, systemd, k8s).',
    ])
      expect(hostRegion()).toHaveTextContent(warning);
    expect(hostRegion()).toHaveTextContent(/KILL_FRONTEND_NOW\.ps1 -Confirm/);
  });

  test.each([
    ['control-off', 'This server has no control API'],
    ['control:403-no-rule', 'This server has no control API'],
    ['control:403', 'The server refused (403)'],
    ['control:503', 'The server is not available (503)'],
    ['control:offline', 'The connection was lost'],
  ])('is shown as long as the control API cannot be read: %s [OPS-12]', async (faults, words) => {
    const app = await renderApp({ ...RECOVERY, faults });
    expect(hostRegion()).toHaveTextContent(words);
    // The control API is off by default and missing on many servers, so this is no alarm.
    expect(within(hostRegion()).queryAllByRole('alert')).toHaveLength(
      words === 'This server has no control API' ? 0 : 1,
    );
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    expect(button('Copy the emergency command')).toBeVisible();
    app.faults('control:slow');
    await readHost(app);
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    await app.pass(3);
    expect(hostRegion()).not.toHaveTextContent(SCRIPT);
    expect(hostRegion()).toHaveTextContent(CLOSED);
  });

  test.each([
    [403, { detail: 'No' }, 'The control API refused the admin token.'],
    [409, { detail: 'Busy' }, 'The control API refused.'],
    [429, { detail: 'Too many' }, 'The control API refused.'],
    [200, { success: false, message: 'No' }, 'The control API did not stop the frontend.'],
    [200, { success: true }, 'The control API did not stop the frontend.'],
  ])('stays after a stop that ended in %i %j, until the frontend is stopped', async (status, body, words) => {
    const app = await renderApp(RECOVERY);
    stopIs(status, body);
    await stop(app);
    expect(hostRegion()).toHaveTextContent(words);
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    // That the host can be read does not mean that it stops anything.
    await app.pass(1);
    await readHost(app);
    expect(hostRegion()).toHaveTextContent(words);
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    statusIs({ frontend: false });
    await app.pass(1);
    await readHost(app);
    expect(hostRegion()).not.toHaveTextContent(SCRIPT);
    expect(hostRegion()).toHaveTextContent(CLOSED);
    // Somebody started it again, which is another matter.
    statusIs({ frontend: true });
    await app.pass(1);
    await readHost(app);
    expect(hostRegion()).toHaveTextContent(CLOSED);
  });

  test('is not suggested by a request that was never sent because this device is offline', async () => {
    const app = await renderApp(RECOVERY);
    stopIs(409, { detail: 'Busy' });
    await stop(app);
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    await stop(app);
    Reflect.deleteProperty(navigator, 'onLine');
    expect(app.sent('POST', '/control')).toHaveLength(1);
    expect(hostRegion()).toHaveTextContent('The control API refused.');
    expect(hostRegion()).toHaveTextContent(SCRIPT);
  });

  test('is also shown to those who may not request a stop, because it is only a command', async () => {
    await renderApp({ ...RECOVERY, as: 'auditor', faults: 'control-off' });
    expect(hostRegion()).toHaveTextContent(SCRIPT);
  });
});
