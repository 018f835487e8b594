import { personas } from '../../mocks/seeds/personas';
import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

const BUDGET = 6;

test('the state is asked for once, before the script is there; by nobody who may not know it', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED .*\/assets\//);
  const reads = () => server.switchRequests('GET');
  await signIn('admin');
  await expect(button(page, 'Engage')).toBeEnabled();
  const before = reads().length;
  // Without its script the page asks all the same, and says Unknown.
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await expect.poll(() => reads().length).toBe(before + 1);
  expect(reads().at(-1)?.headers).toMatchObject({ 'x-tenant-id': personas.admin.tenantId });
  await page.unroute('**/assets/*.js');
  await page.reload();
  await expect(button(page, 'Engage')).toBeEnabled();
  expect(reads()).toHaveLength(before + 2);
  await button(page, 'Sign out').click();
  await signIn('auditor');
  await page.reload();
  await expect(heading(page, 'Activation history')).toBeVisible();
  expect(reads()).toHaveLength(before + 2);
});

test('a reload of the kill-switch page needs six requests until Engage can be clicked; history and Guardian come after', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('admin');
  await expect(button(page, 'Engage')).toBeEnabled();
  // The lever does not wait for them.
  server.backend.faults.set('history', 'hang');
  server.backend.faults.set('guardian', 'hang');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // The effect is asked for again and again, and only once the state is known.
    if (!request.url().startsWith('data:') && !pathname.endsWith('/effect')) asked.push(pathname);
  });
  await page.reload();
  await expect(button(page, 'Engage')).toBeEnabled();
  await expect.poll(() => asked).toContain('/guardian/status');
  // What the page before the reload asked for last does not count.
  asked.splice(0, asked.indexOf('/kill-switch'));
  const last = asked.findIndex((path) => path.startsWith('/decision/kill-switch/'));
  expect(last + 1, asked.join(' ')).toBeGreaterThan(0);
  expect(last + 1, asked.join(' ')).toBeLessThanOrEqual(BUDGET);
  // After the state: both kinds of rows, the Guardian, and the scripts and letters that no lever waits for.
  const later = asked.slice(last + 1).filter((path) => !path.startsWith('/assets/'));
  expect(later.toSorted(), asked.join(' ')).toEqual(['/audit/logs', '/audit/logs', '/guardian/status']);
});
