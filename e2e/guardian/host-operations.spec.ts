import { ADMIN_TOKEN } from '../../mocks/host/create-host';
import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';
import { changes, dialogOf, hostOperations, openPage, resultOf } from './guardian-page';

const STOP = 'Request frontend stop';
const COMMAND = '.\\scripts\\operator\\KILL_FRONTEND_NOW.ps1 -Confirm';
const WRONG = 'not-the-admin-token';

test('the control API is asked first, with a token that is kept nowhere [OPS-04, OPS-05, OPS-08]', async ({
  page,
  context,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 40[13] .*\/control\/api\/stop$/);
  const said: string[] = [];
  page.on('console', async (message) => said.push(message.text(), message.location().url));
  const { host, faults } = server.backend;
  await signIn('admin');
  await openPage(page, 'Recovery');
  const ladder = hostOperations(page);
  const result = resultOf(page, STOP);
  await expect(ladder).toContainText('running on port 5173');
  expect(server.requestsTo('/control/api/status'), 'asked once, when the page opened').toHaveLength(1);
  await expect(ladder.getByText(COMMAND)).toHaveCount(0);
  await expect(ladder).toContainText('In containers or managed deployments, use the orchestrator');
  await expect(ladder).toContainText('not allowed');
  await expect(ladder.getByRole('alert')).toHaveCount(0);

  const open = dialogOf(page, STOP);
  // A password field has no role.
  const token = open.getByLabel('Admin token');
  await button(ladder, STOP).click();
  for (const typed of ['', WRONG]) {
    await token.fill(typed);
    await button(open, STOP).click();
    await expect(open.getByRole('alert')).toContainText('The admin token is missing or wrong');
    await expect(open.getByRole('alert')).toContainText(
      typed ? 'X-ADMIN-TOKEN is wrong' : 'X-ADMIN-TOKEN is required',
    );
    await expect(token).toHaveValue('');
  }
  // Its 401 is about the token, not about the session.
  await expect(heading(page, 'Recovery')).toBeVisible();

  faults.set('control', 'stop-half-succeeds');
  await token.fill(ADMIN_TOKEN);
  await button(open, STOP).dblclick();
  await expect(open).toBeHidden();
  await expect(result).toContainText('The frontend is STILL RUNNING.');
  await expect(result.getByRole('alert').filter({ hasText: 'STILL RUNNING' })).toBeVisible();
  await expect(result).toContainText('4816');
  await expect(
    result.getByRole('listitem').filter({ hasText: 'Process 4822 is still running.' }),
  ).toBeVisible();
  await expect(ladder).toContainText('If asking again does not help, go to step 2.');
  await expect(ladder.getByText(COMMAND), 'step 2 is open').toBeVisible();
  await button(ladder, 'Read host status').click();
  await expect(ladder).toContainText('running on port 5173');
  await expect(ladder.getByText(COMMAND), 'reading it stops nothing').toBeVisible();

  faults.set('control', 'stop-fails');
  await button(ladder, STOP).click();
  await expect(token, 'typed again for each try').toHaveValue('');
  await token.fill(ADMIN_TOKEN);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(result).toContainText('The host answered: NOT stopped');
  await expect(result).toContainText('The host says that it did NOT stop the frontend.');

  faults.clear();
  await button(ladder, STOP).click();
  await token.fill(ADMIN_TOKEN);
  await button(open, STOP).click();
  await expect(result).toContainText('The host answered: stopped');
  await expect(result).toContainText('Confirmed: the frontend is not running.');
  await expect(ladder).toContainText('not running');
  await expect(ladder).toContainText('Locked until step 1 has failed.');
  await expect(ladder.getByText(COMMAND)).toHaveCount(0);

  await host.startFrontend();
  await button(ladder, 'Read host status').click();
  await expect(ladder).toContainText('running on port 5173');
  await openPage(page, 'Safe Mode');
  await openPage(page, 'Recovery');

  const sent = server.requestsTo('/control/api/stop');
  expect(sent.map(({ headers }) => headers['x-admin-token'])).toEqual([
    undefined,
    WRONG,
    ADMIN_TOKEN,
    ADMIN_TOKEN,
    ADMIN_TOKEN,
  ]);
  expect(sent.map(({ body, query }) => ({ body, query }))).toEqual(
    sent.map(() => ({ body: undefined, query: {} })),
  );
  // The session is not the host's business.
  expect(sent.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual([]);
  const others = server.backend.requests.filter((request) => !sent.includes(request));
  const kept = await page.evaluate(() => [
    ...Object.entries({ ...localStorage, ...sessionStorage }).flat(),
    document.cookie,
    location.href,
    JSON.stringify(history.state),
    document.documentElement.outerHTML,
  ]);
  const cookies = await context.cookies();
  const everything = [...kept, ...said, JSON.stringify(cookies), JSON.stringify(others)].join('\n');
  for (const secret of [ADMIN_TOKEN, WRONG]) expect(everything).not.toContain(secret);
  expect(changes(server)).toEqual(sent.map(() => 'POST /control/api/stop'));
});

test('the emergency command comes only when the control API fails, and is never sent [OPS-02, OPS-03, OPS-12]', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of (404|503) .*\/control\/api\/(status|stop)$/);
  const { host, faults } = server.backend;
  await host.configureControl({ taskkillAllowed: true, adminToken: null });
  await signIn('admin');
  await openPage(page, 'Recovery');
  const ladder = hostOperations(page);
  // Before anybody asks for a stop.
  await expect(ladder.getByRole('alert')).toContainText('CONTROL_API_ALLOW_TASKKILL is on');
  await expect(ladder).toContainText('ALLOWED');
  await expect(ladder.getByText(COMMAND)).toHaveCount(0);

  faults.set('control', 'control-off');
  await button(ladder, 'Read host status').click();
  await expect(ladder).toContainText('This server has no control API');
  await expect(ladder).toContainText('The host was not read now. The status below is old.');
  await expect(ladder.getByText(COMMAND)).toBeVisible();
  await expect(ladder).toContainText('Intentionally destructive');
  await expect(ladder).toContainText('never from automation or CI');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(ladder, 'Copy the emergency command').click();
  await expect(ladder).toContainText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(COMMAND);
  await button(ladder, STOP).click();
  await button(dialogOf(page, STOP), STOP).click();
  await expect(dialogOf(page, STOP)).toContainText('ENABLE_CONTROL_API is not 1.');
  await expect(dialogOf(page, STOP)).not.toContainText(/nothing (was )?(stopped|changed)/i);
  await button(dialogOf(page, STOP), 'Cancel').click();

  // Carried out, and its answer lost: read back, not believed.
  faults.clear();
  faults.set('control', '504-but-done');
  expectConsole(/status of 504 .*\/control\/api\/(status|stop)$/);
  await button(ladder, STOP).click();
  await button(dialogOf(page, STOP), STOP).click();
  await expect(dialogOf(page, STOP)).toContainText('The outcome is unknown.');
  await expect(dialogOf(page, STOP)).toContainText('The host cannot be read');
  faults.clear();
  await button(dialogOf(page, STOP), 'Read again').click();
  await expect(dialogOf(page, STOP)).toContainText('Confirmed: the frontend is not running');
  await button(dialogOf(page, STOP), 'Close').click();
  await expect(ladder.getByText(COMMAND)).toHaveCount(0);

  expect(new Set(changes(server))).toEqual(new Set(['POST /control/api/stop']));
  expect(server.requestsTo('/control/api/stop')).toHaveLength(2);
});
