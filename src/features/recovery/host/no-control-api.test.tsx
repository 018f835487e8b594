import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { dialogNamed, RECOVERY, region } from '../../../testing/recovery';
import { answerWith, renderApp, type App } from '../../../testing/render-app';

const NAME = 'Request frontend stop';
const SCRIPT = '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm';
const NONE = 'This server has no control API';
const TOKEN = 'host-admin-token';
const button = (name: string) => screen.getByRole('button', { name });
const hostRegion = () => region('Host operations');
const tokenField = () => screen.queryByLabelText('Admin token');
const confirm = () => within(dialogNamed(NAME)).getByRole('button', { name: NAME });
const answers = (method: 'get' | 'post', status: number, body: object) =>
  answerWith(
    http[method](`*/control/api/${method === 'get' ? 'status' : 'stop'}`, () =>
      HttpResponse.json(body, { status }),
    ),
  );
const gateway = (status: number, detail: string) => () =>
  answers('get', status, { error: 'Forbidden', detail });
/** Every X-ADMIN-TOKEN header that the page sent. */
const secrets = (app: App) => app.sent('POST', '/control').map(({ headers }) => headers.get('X-ADMIN-TOKEN'));

describe('a server without a control API', () => {
  test.each([
    ['404', () => answers('get', 404, { detail: 'Not Found' })],
    ['no rule', gateway(403, 'no RBAC rule covers GET /control/api/status')],
  ])('is reported calmly, with step 2 open: %s', async (_, prepare) => {
    await renderApp({ ...RECOVERY, prepare });
    expect(hostRegion()).toHaveTextContent(NONE);
    expect(hostRegion()).not.toHaveTextContent(/admin token is missing/);
    expect(within(hostRegion()).queryAllByRole('alert')).toEqual([]);
    expect(hostRegion()).toHaveTextContent(SCRIPT);
  });

  test('by <meta name="control-api" content="none"> has no step 1, is not asked, and the page says so', async () => {
    const app = await renderApp({
      ...RECOVERY,
      prepare: () =>
        document.head.insertAdjacentHTML('beforeend', '<meta name="control-api" content="none" />'),
    });
    expect(hostRegion()).toHaveTextContent(NONE);
    for (const name of [NAME, 'Read host status']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(hostRegion()).toHaveTextContent(SCRIPT);
    expect(app.sent('GET', '/control')).toEqual([]);
  });
});

describe('the admin token of the host', () => {
  test.each<[string, () => void]>([
    ['no rule', gateway(403, 'no RBAC rule covers GET /control/api/status')],
    ['a gateway that refuses', gateway(401, 'Not authenticated')],
    ['a gateway that refuses in plain JSON', () => answers('get', 401, { detail: 'Not authenticated' })],
    ['a gateway with words about a token', () => answers('get', 403, { detail: 'Invalid or expired token' })],
    [
      'an envelope with words about the admin token',
      () => answers('get', 401, { success: false, error: 'X-ADMIN-TOKEN is required' }),
    ],
    ['404', () => answers('get', 404, { detail: 'Not Found' })],
    ['a failure', () => answers('get', 503, { detail: 'X-ADMIN-TOKEN is required' })],
    ['a status of another shape', () => answers('get', 200, { ok: true })],
  ])('is neither asked for nor sent when the answer is %s', async (_, prepare) => {
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.click(button(NAME));
    expect(tokenField()).toBeNull();
    expect(dialogNamed(NAME)).toHaveTextContent('no admin token is asked for');
    await app.pass(1);
    await app.click(confirm());
    expect(secrets(app)).toEqual([null]);
  });

  test.each<[string, () => void]>([
    ['a status of the right shape', () => answers('get', 200, { backend: true, frontend: true })],
    ['the control API’s own refusal', () => answers('get', 401, { detail: 'X-ADMIN-TOKEN is required' })],
  ])('is asked for and sent after %s', async (_, prepare) => {
    const app = await renderApp({ ...RECOVERY, prepare });
    await app.click(button(NAME));
    const field = tokenField();
    if (!field) throw new Error('No token is asked for.');
    await app.fill(field, TOKEN);
    await app.click(confirm());
    expect(secrets(app)).toEqual([TOKEN]);
  });

  test('is asked for in the open dialog once the control API itself refuses, and not after it is gone', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: () => answers('get', 503, {}) });
    await app.click(button(NAME));
    expect(tokenField()).toBeNull();
    await app.click(confirm());
    expect(dialogNamed(NAME)).toHaveTextContent('The admin token is missing or wrong');
    const field = tokenField();
    if (!field) throw new Error('No token is asked for.');
    await app.fill(field, TOKEN);
    answers('get', 404, { detail: 'Not Found' });
    answers('post', 404, { detail: 'Not Found' });
    await app.pass(1);
    await app.click(confirm());
    expect(dialogNamed(NAME)).toHaveTextContent(NONE);
    expect(tokenField()).toBeNull();
    await app.click(confirm());
    expect(secrets(app)).toEqual([null, TOKEN, null]);
  });
});

describe('after a refusal of a stop', () => {
  const refuse = () => answers('post', 403, { detail: 'Fail-Closed: control service unavailable' });

  test('the host is read before the page says that nothing was changed', async () => {
    const app = await renderApp(RECOVERY);
    refuse();
    app.faults('control:slow');
    await app.click(button(NAME));
    await app.click(confirm());
    expect(dialogNamed(NAME)).toHaveTextContent('Refused. We check the host again.');
    expect(dialogNamed(NAME)).toHaveTextContent('Checking what happened…');
    expect(dialogNamed(NAME)).not.toHaveTextContent(/nothing (was )?(changed|stopped)/i);
    await app.pass(3);
    expect(dialogNamed(NAME)).toHaveTextContent('Nothing changed: the frontend is still running');
    expect(confirm()).toBeVisible();
  });

  test('a stop that happened all the same is reported', async () => {
    const app = await renderApp(RECOVERY);
    refuse();
    answers('get', 200, { backend: true, frontend: false });
    await app.click(button(NAME));
    await app.pass(1);
    await app.click(confirm());
    expect(dialogNamed(NAME)).toHaveTextContent('Confirmed: the frontend is not running');
    expect(tokenField()).toBeNull();
  });

  test('nothing is claimed when the host cannot be read', async () => {
    const app = await renderApp(RECOVERY);
    refuse();
    answers('get', 503, {});
    await app.click(button(NAME));
    await app.pass(1);
    await app.click(confirm());
    expect(dialogNamed(NAME)).toHaveTextContent('It is not known whether the frontend stopped.');
    expect(confirm()).toBeVisible();
  });
});
