import { personas } from '../../mocks/seeds/personas';
import { button, heading, signInAs } from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectCount, HISTORY, openFromSidebar, recordedRows, rowLink, toggleRows } from './history-page';

test('an auditor lands on the history, and never asks for the switch', async ({ page, server, signIn }) => {
  await page.clock.install();
  await signIn('auditor');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expect(page).toHaveURL(HISTORY);
  await expect(page).toHaveTitle(/^Activation history/);
  await expect(toggleRows(page)).toHaveCount(8);
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links).toHaveText(['Safe Mode', 'Recovery', 'Activation history']);
  await expect(links.last()).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('button', { name: /engage/i })).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Kill switch status' })).toHaveCount(0);

  // The page says how old it is, and is read again by itself and when asked.
  await expect(page.getByText(/^checked \d+ s ago$/)).toBeVisible();
  const asked = server.requestsTo('/audit/logs').length;
  await page.clock.fastForward(65_000);
  await expect.poll(() => server.requestsTo('/audit/logs').length).toBeGreaterThan(asked);
  await button(page, 'Refresh').click();
  await expect(button(page, 'Refresh')).toBeEnabled();
  await button(page, 'Verify audit chain').click();
  await expect(page.getByText('The server says: the audit chain is intact')).toBeVisible();
  expect(server.backend.requests.filter(({ path }) => path.startsWith('/decision'))).toEqual([]);
});

test('a viewer is refused with words, and the log is not asked for', async ({ page, server, signIn }) => {
  await signIn('viewer');
  await page.goto(HISTORY);
  await expect(heading(page, 'No access')).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('This page is for ADMIN, SECURITY and AUDITOR.');
  await expect(main).toContainText('You are signed in as VIEWER.');
  await expect(main).toContainText('ask an administrator of your tenant');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveCount(0);
  expect(server.backend.requests.filter(({ path }) => /^\/(decision|audit)/.test(path))).toEqual([]);
});

test('an admin comes here from the sidebar, security from the kill-switch page', async ({ page, signIn }) => {
  await signIn('admin');
  await openFromSidebar(page);
  await expect(page).toHaveURL(HISTORY);
  await expect(toggleRows(page)).toHaveCount(8);
  await button(page, 'Sign out').click();
  await signIn('security');
  await page.getByRole('link', { name: 'Full history, export and verification' }).click();
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expect(page).toHaveURL(HISTORY);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await page.goBack();
  await expect(heading(page, 'Kill Switch')).toBeVisible();
});

test('an address with a filter and a row survives sign-in and reload', async ({ page, server }) => {
  const rows = await recordedRows(server);
  const drill = rows.find(({ metadata_json: { reason } }) => reason === 'Quarterly drill');
  const address = `${rowLink(drill?.id ?? '')}&action=engage&text=quarterly+drill`;
  const expectFiltered = async () => {
    await expectCount(page, '1 match, of all 8 toggles.');
    await expect(toggleRows(page)).toHaveCount(1);
    await expect(toggleRows(page)).toContainText('Quarterly drill');
    await expect(button(page, 'Details')).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByRole('searchbox', { name: 'Text' })).toHaveValue('quarterly drill');
    await expect(page.getByRole('combobox', { name: 'Action' })).toHaveValue('engage');
  };
  await page.goto(address);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signInAs(page, personas.auditor);
  await expectFiltered();
  await expect(page).toHaveURL(address);
  await page.reload();
  await expectFiltered();
  await expect(page).toHaveURL(address);
});

test('a role taken away while the page is open is told in the server’s words; what was read stays', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 403 .*\/audit\//);
  await signIn('auditor');
  await expect(toggleRows(page)).toHaveCount(8);
  await server.backend.setRole('auditor', 'VIEWER');
  await button(page, 'Verify audit chain').click();
  await expect(page.getByRole('alert')).toContainText('Audit requires ADMIN, SECURITY or AUDITOR role');
  await expect(page.getByText('The server says: the audit chain')).toHaveCount(0);
  await expect(toggleRows(page)).toHaveCount(8);
});
