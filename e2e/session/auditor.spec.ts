import { switchCell, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

test.use({ seed: { engaged: true } });

// Someone inside must not be able to time an attack by polling the switch (docs/glossary.md, "Roles and capabilities").
test('an auditor is led to the history, is told whose page the switch is, and never asks for it [AEGIS-09]', async ({
  page,
  server,
  signIn,
}) => {
  await page.clock.install();
  await signIn('auditor');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await page.goto('/kill-switch');
  const main = page.getByRole('main');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expect(page).toHaveURL(/\/kill-switch\/history$/);
  await expect(main).toContainText('Kill Switch is for ADMIN and SECURITY. You are signed in as AUDITOR.');
  await expect(page).toHaveTitle(/^Activation history/);
  await expect(page.getByRole('link', { name: /kill switch/i })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^(Dis)?engage( kill switch)?$/i })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Kill switch state' })).toHaveCount(0);
  await expect(switchCell(page)).toHaveCount(0);
  await page.clock.fastForward(65_000);
  await expect(page).toHaveTitle(/^Activation history/);
  expect(server.requestsTo('/auth/me')).not.toEqual([]);
  expect(server.backend.requests.filter(({ path }) => path.startsWith('/decision'))).toEqual([]);
});
