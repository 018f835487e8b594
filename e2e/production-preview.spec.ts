import { expect, test } from '@playwright/test';
import { personas } from '../mocks/personas';
import { securityHeaders } from '../scripts/security-headers.mjs';

// `npm run build`, then `API_ORIGIN=… npm run preview`, as anyone would try the console on a real server.
test('the build signs in through the proxy under its own security headers', async ({ page, context }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) complaints.push(message.text());
  });

  const response = await page.goto('/');
  for (const [name, value] of Object.entries(securityHeaders())) {
    expect(response?.headers()[name.toLowerCase()], name).toBe(value);
  }
  await page.getByLabel('Tenant ID').fill(personas.admin.tenantId);
  await page.getByLabel('Email').fill(personas.admin.email);
  await page.getByLabel('Password').fill(personas.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kill Switch' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Kill switch status' })).toHaveText(/^(Disengaged|Engaged)/);

  // The session survives a reload: its cookie came through the proxy.
  expect(await context.cookies()).toMatchObject([{ name: 'acp_token', httpOnly: true, domain: '127.0.0.1' }]);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Kill Switch' })).toBeVisible();
  expect(complaints).toEqual([]);
});
