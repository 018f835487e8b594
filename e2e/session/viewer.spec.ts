import { button, heading } from '../support/console';
import { expect, test } from '../support/fixtures';

// Every other name of a role is in src/app/sidebar.test.tsx.
test('the role VIEWER sees that there is nothing for it, and whom to ask', async ({
  page,
  server,
  signIn,
}) => {
  await signIn('viewer');
  await expect(heading(page, 'No access')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(
    'This page is for ADMIN and SECURITY. You are signed in as VIEWER.',
  );
  await expect(page.getByRole('main')).toContainText('ask an administrator of your tenant');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /engage/i })).toHaveCount(0);
  await expect(button(page, 'Sign out')).toBeVisible();
  expect(server.backend.requests.filter(({ path }) => /^\/(decision|audit)/.test(path))).toEqual([]);
});

test('the role READ_ONLY reads the activation history, and never asks for the switch', async ({
  page,
  server,
  signIn,
}) => {
  await server.backend.setRole('viewer', 'READ_ONLY');
  await signIn('viewer');
  await expect(heading(page, 'Activation history')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Activation history',
  ]);
  await expect(page.getByRole('table', { name: 'Incidents' }).getByRole('row')).not.toHaveCount(0);
  await page.goto('/kill-switch');
  await expect(page.getByRole('main')).toContainText(
    'Kill Switch is for ADMIN and SECURITY. You are signed in as READ_ONLY.',
  );
  expect(server.backend.requests.filter(({ path }) => path.startsWith('/decision'))).toEqual([]);
});
