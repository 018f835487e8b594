import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { alertsIn, dialogNamed, RECOVERY, region, resultOf } from '../../../testing/recovery';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const NAME = 'Request frontend stop';
const TOKEN = 'host-admin-token';
const button = (name: string) => screen.getByRole('button', { name });
const hostRegion = () => region('Host operations');
const tokenField = () => screen.getByLabelText('Admin token');
const confirm = () => within(dialogNamed(NAME)).getByRole('button', { name: NAME });

async function sendAgain(app: App, token = TOKEN) {
  await app.fill(tokenField(), token);
  await app.pass(1);
  await app.click(confirm());
}
async function stop(app: App, token = TOKEN) {
  await app.click(button(NAME));
  await sendAgain(app, token);
}
const statusIs = (status: Record<string, unknown>) =>
  answerWith(
    http.get('*/control/api/status', () => HttpResponse.json({ backend: true, frontend: true, ...status })),
  );

/** Everything that stays after the dialog is gone. */
const kept = (app: App) =>
  JSON.stringify([
    document.documentElement.outerHTML,
    { ...window.sessionStorage },
    { ...window.localStorage },
    window.location.href,
    app.client
      .getQueryCache()
      .findAll()
      .map(({ state }) => state.data),
  ]);

describe('the host’s status', () => {
  test.each(['admin', 'security', 'auditor'] as const)(
    'is read once for %s when the page opens, shown, and then read only on request',
    async (as) => {
      const app = await renderApp({ ...RECOVERY, as });
      expect(hostRegion()).toHaveTextContent('Frontendrunning on port 5173');
      expect(hostRegion()).toHaveTextContent('taskkill by the control APInot allowed');
      await app.pass(60, 20);
      await app.happen(() => window.dispatchEvent(new Event('focus')));
      expect(app.sent('GET', '/control')).toHaveLength(1);
      await app.click(button('Read host status'));
      expect(app.sent('GET', '/control')).toHaveLength(2);
    },
  );

  test('warns when taskkill is allowed, before anybody asks for anything [OPS-28]', async () => {
    await renderApp({
      ...RECOVERY,
      prepare: (backend) => backend.host.configureControl({ taskkillAllowed: true }),
    });
    expect(screen.getByRole('alert')).toHaveTextContent('CONTROL_API_ALLOW_TASKKILL is on');
    expect(screen.getByRole('alert')).toHaveTextContent('Turn it off');
  });

  test('in a container refers to the orchestrator [OPS-19, OPS-20]', async () => {
    const prepare = () => statusIs({ docker: true, taskkill_allowed: null, timestamp: '<i>\u202E' });
    await renderApp({ ...RECOVERY, prepare });
    expect(hostRegion()).toHaveTextContent('use the orchestrator (docker, systemd, k8s)');
    expect(hostRegion()).toHaveTextContent('This host runs in a container');
    expect(hostRegion()).toHaveTextContent('taskkill by the control APInot said');
    expect(hostRegion()).toHaveTextContent('<i>⟨U+202E⟩');
  });
});

describe('Request frontend stop', () => {
  test('sends the token once, keeps it nowhere, compares the answer with what is read, and names the host’s own record [OPS-23]', async () => {
    const app = await renderApp(RECOVERY);
    await app.click(button(NAME));
    expect(tokenField()).toHaveAttribute('type', 'password');
    expect(tokenField()).toHaveAttribute('autocomplete', 'off');
    await app.fill(tokenField(), TOKEN);
    await app.doubleClick(confirm());
    const sent = app.sent('POST', '/control');
    expect(sent.map(({ path }) => path)).toEqual(['/control/api/stop']);
    expect(sent[0]?.headers.get('X-ADMIN-TOKEN')).toBe(TOKEN);
    expect(sent[0]?.body).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(resultOf(NAME)).toHaveTextContent('Confirmed: the frontend is not running.');
    expect(resultOf(NAME)).toHaveTextContent('Stopped processes4816, 4822');
    expect(resultOf(NAME)).toHaveTextContent('The host keeps its own record in backend/logs/app.log.');
    expect(kept(app)).not.toContain(TOKEN);
    await app.click(button(NAME));
    expect(tokenField()).toHaveValue('');
  });

  test('becomes a report as soon as it is answered, and nothing is left that could send it again', async () => {
    const app = await renderApp(RECOVERY);
    app.faults('control:slow');
    await app.click(button(NAME));
    await app.fill(tokenField(), TOKEN);
    await app.click(confirm());
    // The answer arrives, and the reading after it hangs.
    app.faults('control:hang');
    await app.pass(3);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(resultOf(NAME)).toHaveTextContent('The host answered: stopped');
    expect(resultOf(NAME)).toHaveTextContent('Reading the host to compare…');
    await app.pass(10);
    expect(resultOf(NAME)).toHaveTextContent('The host could not be read afterwards: not confirmed.');
    expect(app.sent('POST', '/control')).toHaveLength(1);
  });

  test('says at once, as an alert, that the frontend is still running', async () => {
    const app = await renderApp({ ...RECOVERY, faults: 'stop-half-succeeds' });
    await stop(app);
    expect(alertsIn(resultOf(NAME))).toContain('The frontend is STILL RUNNING.');
  });

  test.each(['a wrong one', ''])(
    'with the token %j is refused about the token, not the session',
    async (token) => {
      const app = await renderApp(RECOVERY);
      await stop(app, token);
      const dialog = dialogNamed(NAME);
      expect(dialog).toHaveTextContent('The admin token is missing or wrong');
      expect(dialog).not.toHaveTextContent(/session|sign in|re-?login/i);
      expect(screen.queryByRole('dialog', { name: 'Your session has ended' })).toBeNull();
      expect(tokenField()).toHaveValue('');
      if (token) expect(kept(app)).not.toContain(token);
    },
  );

  test('refuses a token that cannot be a header, and sends nothing', async () => {
    const app = await renderApp(RECOVERY);
    await stop(app, 'schlüssel');
    expect(dialogNamed(NAME)).toHaveTextContent('Use plain ASCII characters only');
    expect(app.sent('POST', '/control')).toEqual([]);
  });

  test('that works for some processes only is shown as such', async () => {
    const app = await renderApp({ ...RECOVERY, faults: 'stop-half-succeeds' });
    await stop(app);
    expect(alertsIn(resultOf(NAME))).toEqual(['The frontend is STILL RUNNING.', 'It gave 2 warnings.']);
    expect(resultOf(NAME)).toHaveTextContent('Process 4822 is still running.');
    expect(resultOf(NAME)).toHaveTextContent('Stopped processes4816');
  });

  test('that fails is shown as a failure', async () => {
    const app = await renderApp({ ...RECOVERY, faults: 'stop-fails' });
    await stop(app);
    expect(resultOf(NAME)).toHaveTextContent('The host answered: NOT stopped');
    expect(resultOf(NAME)).toHaveTextContent('The frontend could not be stopped.');
    expect(resultOf(NAME)).toHaveTextContent('Stopped processesnone');
  });

  test('whose answer is lost is decided by reading the host', async () => {
    const app = await renderApp(RECOVERY);
    answerWith(http.post('*/control/api/stop', () => HttpResponse.error()));
    await stop(app);
    expect(dialogNamed(NAME)).toHaveTextContent(/The frontend is still running.*connect/i);
    expect(tokenField()).toHaveValue('');
    statusIs({ frontend: false });
    await sendAgain(app);
    expect(dialogNamed(NAME)).toHaveTextContent('Confirmed: the frontend is not running');
    expect(screen.queryByLabelText('Admin token')).toBeNull();
  });

  test('whose refusal repeats the token does not show the token', async () => {
    const app = await renderApp(RECOVERY);
    answerWith(
      http.post('*/control/api/stop', () =>
        HttpResponse.json({ detail: `The token ${TOKEN} is wrong` }, { status: 403 }),
      ),
    );
    await stop(app);
    expect(dialogNamed(NAME)).toHaveTextContent('The token [admin token] is wrong');
    expect(kept(app)).not.toContain(TOKEN);
  });
});
