import { personas } from '../../mocks/seeds/personas';
import { badge, button, expectState, heading, signInAs } from '../support/console';
import { expect, test } from '../support/fixtures';

const { admin } = personas;
const wrong = { ...admin, password: 'not-her-password' };

test('a wrong password is told, and locks the account after the sixth', async ({
  page,
  server,
  expectConsole,
}) => {
  expectConsole(/status of 401 .*\/auth\/token$/);
  await page.goto('/');
  await signInAs(page, wrong);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Email, password or tenant ID is wrong');
  await expect(alert).toContainText('The server says: Invalid credentials');
  await expect(alert).toContainText(/For support: HTTP 401 · request [0-9a-f-]{36}/);
  await expect(page.getByLabel('Password')).toBeFocused();
  for (let attempt = 2; attempt <= 6; attempt += 1) {
    await button(page, 'Sign in').click();
    await expect.poll(() => server.requestsTo('/auth/token').length).toBe(attempt);
    await expect(button(page, 'Sign in')).toBeEnabled();
  }
  await expect(alert).toContainText('The account is locked after too many failed attempts');
  await expect(alert).toContainText('locked for 60s');
  await expect(page.getByText(/^Try again in \d+ s\.$/)).toBeVisible();
  await page.getByLabel('Password').fill(admin.password);
  await button(page, 'Sign in').click();
  await expect(alert).toContainText('locked for 60s');
  server.advance(61_000);
  await button(page, 'Sign in').click();
  await expect(heading(page, 'Kill Switch')).toBeVisible();
});

test('after signing in, the person is where they wanted to go', async ({ page }) => {
  await page.goto('/kill-switch/?from=pager#now');
  await signInAs(page, admin);
  await expectState(page, /^Disengaged/);
  expect(page.url()).toMatch(/\/kill-switch\/\?from=pager#now$/);
});

test('the session lives in the cookie; the token is nowhere that outlives the page', async ({
  page,
  context,
  server,
  signIn,
}) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  const bearer = server.switchRequests('GET')[0]?.headers['authorization'] ?? '';
  const token = bearer.replace('Bearer ', '');
  expect(token.length).toBeGreaterThan(50);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  for (const secret of [...token.split('.'), admin.password]) {
    expect(kept).not.toContain(secret);
    expect(page.url()).not.toContain(secret);
  }
  expect(await context.cookies()).toMatchObject([
    { name: 'acp_token', value: token, httpOnly: true, sameSite: 'Strict' },
  ]);
  await page.reload();
  await expectState(page, /^Disengaged/);
  const other = await context.newPage();
  await other.goto('/');
  await expect(badge(other)).toHaveText(/^Disengaged/);
});

test('a sign-in whose answer breaks off, but that worked, is taken up', async ({
  page,
  hostile,
  expectConsole,
}) => {
  expectConsole(/ERR_\w+ .*\/auth\/token$/);
  const raw = await hostile({
    'POST /auth/token': async ({ outgoing, pass }) => {
      const { status, headers, body } = await pass();
      outgoing.writeHead(status, headers).write(body.subarray(0, 40), () => outgoing.destroy());
    },
  });
  await page.goto(raw.origin);
  await signInAs(page, admin);
  await expectState(page, /^Disengaged/);
  await expect(page.getByRole('banner')).toContainText(admin.email);
});

test.describe('with single sign-on', () => {
  test.use({
    backendOptions: {
      ssoProviders: ['okta', { id: 'entra', name: 'Entra ID' }, { id: '../evil', name: 'Evil' }],
    },
  });

  test('comes back to the page that was asked for, signed in', async ({ page, server, hostile }) => {
    const token = await server.backend.signInAs('admin');
    const raw = await hostile({
      'GET /auth/sso/okta?tenant_id=': ({ outgoing }) => {
        const cookie = `acp_token=${token}; HttpOnly; Path=/; SameSite=Strict`;
        outgoing.writeHead(302, { Location: '/', 'Set-Cookie': cookie }).end();
      },
    });
    await page.goto(`${raw.origin}/kill-switch?from=pager`);
    await page.getByRole('textbox', { name: 'Tenant ID' }).fill(admin.tenantId);
    await page.getByRole('link', { name: 'Sign in with okta' }).click();
    await expectState(page, /^Disengaged/);
    expect(page.url()).toBe(`${raw.origin}/kill-switch?from=pager`);
  });

  test('does not come back to anywhere outside of this app', async ({ page, server }) => {
    await page.addInitScript(() => sessionStorage.setItem('ksc.return', '//evil.example/kill-switch'));
    await page.goto('/');
    await signInAs(page, admin);
    await expectState(page, /^Disengaged/);
    expect(page.url()).toBe(`${server.origin}/kill-switch`);
  });
});
