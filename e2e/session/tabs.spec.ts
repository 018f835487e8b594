import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  expectState,
  heading,
  reason,
  refresh,
  signInAs,
} from '../support/console';
import { expect, test } from '../support/fixtures';

// One cookie for all tabs of a browser: what one tab does with it, the others have to follow.

test('signing out signs out every tab, and the server', async ({ page, context, server, signIn }) => {
  await signIn();
  const other = await context.newPage();
  await other.goto('/kill-switch');
  await expect(badge(other)).toHaveText(/^Disengaged/);
  await button(page, 'Sign out').click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(heading(other, 'Sign in')).toBeVisible();
  await expect(other.getByText('You signed out in another tab.')).toBeVisible();
  await expect.poll(() => server.requestsTo('/auth/logout').length).toBe(1);
  await expect.poll(async () => (await context.cookies()).length).toBe(0);
  await page.reload();
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('somebody else signing in in another tab signs this one out', async ({
  page,
  context,
  server,
  signIn,
}) => {
  const other = await context.newPage();
  await other.goto('/');
  await signIn('admin');
  await expectState(page, /^Disengaged/);
  await signInAs(other, personas.security);
  await expect(badge(other)).toHaveText(/^Disengaged/);
  // Otherwise this tab would go on under the name of one person and with the cookie of another.
  await expect(page.getByText('Someone else signed in in another tab')).toBeVisible();
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(server.toggles()).toEqual([]);
});

test('signing in again in another tab costs nothing in this one, also where nobody tells who it is', async ({
  page,
  context,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/status of 503 .*\/decision\//);
  server.backend.faults.set('auth', 'me-empty');
  await signIn();
  await compose(page, 'engage', 'Half a thou');
  const other = await context.newPage();
  // Where the switch answered, it would prove the cookie, and the new tab would be signed in.
  server.backend.faults.set('status', '503');
  await other.goto('/');
  await expect(heading(other, 'Sign in')).toBeVisible();
  server.backend.faults.set('status', null);
  await signInAs(other, personas.admin);
  await expect(badge(other)).toHaveText(/^Disengaged/);
  await expect(reason(page)).toHaveValue('Half a thou');
  await confirm(page, 'engage').click();
  await expectState(page, /^Engaged/);
  // The other tab is told to read again, and reads it itself.
  await expect(badge(other)).toHaveText(/^Engaged/);
});

test('an echo of this tab’s own sign-in is not another tab’s', async ({
  page,
  server,
  signIn,
  expectConsole,
}) => {
  expectConsole(/ERR_EMPTY_RESPONSE .*\/auth\/me$/);
  await signIn();
  await expectState(page, /^Disengaged/);
  // A page that is opened right after signing in hears of that sign-in, as if another tab had done it.
  server.backend.faults.set('auth', 'offline');
  const me = server.requestsTo('/auth/me').length;
  await page.evaluate(() =>
    window.dispatchEvent(
      new StorageEvent('storage', {
        key: 'ksc.session',
        newValue: localStorage.getItem('ksc.session'),
        storageArea: localStorage,
      }),
    ),
  );
  await refresh(page);
  await expectState(page, /^Disengaged/);
  expect(server.requestsTo('/auth/me')).toHaveLength(me);
});
