import { join } from 'node:path';
import { button, signInAs } from '../support/console';
import { dialogOf, hostOperations, openPage, resultOf } from '../guardian/guardian-page';
import { startControlApi } from './control-api';
import { stillRunning, startedBy } from './core-processes';
import { expect, test } from './guardian-fixtures';

const STOP = 'Request frontend stop';
const TOKEN = 'the-token-of-this-test';
/** Nothing listens there: what the control API stops is no matter of the Guardian. */
const NO_GUARDIAN = 'http://127.0.0.1:1';

test('the control API of a host ends the services of that host, through the control plane and with its token [OPS-04, OPS-05]', async ({
  page,
  server,
  host,
  expectConsole,
}) => {
  expectConsole(/status of 503 .*\/guardian\//, /status of 403 .*\/control\/api\/stop$/);
  const control = await startControlApi(TOKEN);
  try {
    const key = join(host.home, 'guardian-public.pem');
    const added = ['host', 'add', '--tenant', 'globex', '--name', 'globex-host', '--url', NO_GUARDIAN];
    expect(
      await server.command([...added, '--public-key', key, '--control-url', control.origin]),
      'host add',
    ).toBe(0);
    await expect.poll(() => startedBy(control.pid).length).toBe(1);
    const service = startedBy(control.pid);

    await page.goto(server.origin);
    await signInAs(page, server.person('ADMIN', 'globex'));
    await openPage(page, 'Recovery');
    const ladder = hostOperations(page);
    await expect(ladder).toContainText('running');
    await expect(ladder).not.toContainText('not running');
    await button(ladder, STOP).click();
    const open = dialogOf(page, STOP);
    await open.getByLabel('Admin token').fill('another-token');
    await button(open, STOP).click();
    await expect(open.getByRole('alert')).toContainText('The admin token is missing or wrong');
    expect(stillRunning(service)).toHaveLength(1);
    await open.getByLabel('Admin token').fill(TOKEN);
    await button(open, STOP).click();
    await expect(resultOf(page, STOP)).toContainText('Confirmed: the frontend is not running.');
    expect(stillRunning(service)).toHaveLength(0);
  } finally {
    await control.stop();
  }
});
