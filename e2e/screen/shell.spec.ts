import type { Locator, Page } from '@playwright/test';
import { enterSafeMode } from '../../mocks/host/other-operator';
import { tenants } from '../../mocks/seeds/personas';
import { actElsewhere, banner, safeModeShown, sidebar } from '../guardian/guardian-page';
import {
  button,
  confirm,
  expectState,
  heading,
  lever,
  openAccount,
  reason,
  refresh,
  switchCell,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { expectFits } from './looks';

// What surrounds every page: header, both states, sidebar or tabs. Where each is, and what covers nothing.

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error('It is not shown.');
  return found;
};
const header = (page: Page) => page.getByRole('banner');
/** How wide a page is beside the room that is kept for its scroll bar. */
const room = async (page: Page) => (await box(header(page))).width;
const account = (page: Page) => page.getByRole('button', { name: /^Account: / });

test('header and states keep their heights on a wide screen, and the states stay in sight', async ({
  page,
  signIn,
}) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  for (const width of [768, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 720 });
    expect((await box(header(page))).height, `header at ${width} px`).toBe(52);
    expect((await box(switchCell(page))).height, `states at ${width} px`).toBe(36);
    await expect(account(page)).toContainText('ADMIN');
    await expect(button(page, 'Sign out')).toBeVisible();
  }
  await page.setViewportSize({ width: 1280, height: 500 });
  const before = await box(sidebar(page).getByRole('link', { name: 'Recovery' }));
  await page.mouse.wheel(0, 2_000);
  await expect.poll(async () => (await box(switchCell(page))).y).toBe(0);
  expect((await box(sidebar(page).getByRole('link', { name: 'Recovery' }))).y).toBe(before.y);
});

test('the account menu has the whole tenant id, the role and the theme; the id can be copied beside its short form', async ({
  page,
  context,
  signIn,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn();
  await expect(header(page)).toContainText('ac3e…e9f0');
  await button(page, 'Copy tenant ID').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(tenants.acme.id);
  await expect(page.getByText(tenants.acme.id)).toBeHidden();
  await openAccount(page);
  await expect(page.getByText(tenants.acme.id)).toBeVisible();
  await expect(page.getByRole('definition').last()).toHaveText('ADMIN');
  await expect(page.getByRole('combobox', { name: 'Theme' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Theme' })).toBeHidden();
  await expect(account(page)).toBeFocused();
});

test('Safe Mode is a banner across the page, above all else, at every width', async ({
  page,
  server,
  signIn,
}) => {
  await actElsewhere(server, enterSafeMode, 'Drill');
  await signIn();
  await safeModeShown(page);
  for (const [width, height] of [
    [1280, 720],
    [768, 900],
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    const red = await box(banner(page));
    expect(red.width).toBe(await room(page));
    expect(red.height).toBeGreaterThanOrEqual(56);
    expect(red.y).toBeLessThan((await box(switchCell(page))).y);
    await expectFits(page, `Safe Mode at ${width} px`);
  }
  // All of it leads to the page that says why.
  await banner(page).click({ position: { x: 10, y: 10 } });
  await expect(heading(page, 'Safe Mode')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('levers and pages are at the foot, and cover nothing that can be scrolled to', async ({
    page,
    server,
    signIn,
  }) => {
    await signIn();
    await expectState(page, /^Disengaged/);
    const tabs = await box(sidebar(page).getByRole('link', { name: 'Recovery' }));
    expect(tabs.y + tabs.height).toBe(844);
    const engage = await box(lever(page, 'engage'));
    expect(engage.y + engage.height).toBeLessThanOrEqual(tabs.y);
    expect((await box(lever(page, 'disengage'))).y).toBe(engage.y);
    await expectFits(page, 'kill switch at 390 px');

    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const last = page.getByRole('main').locator('a, p, td').last();
    await expect(last).toBeInViewport();
    const end = await box(last);
    expect(end.y + end.height).toBeLessThanOrEqual(engage.y);
    expect((await box(lever(page, 'engage'))).y).toBe(engage.y);

    // A change of state moves no lever.
    await server.backend.toggleAs('security', 'engage', 'Runaway agent');
    await refresh(page);
    await expectState(page, /^Engaged/);
    expect((await box(lever(page, 'engage'))).y).toBe(engage.y);

    await openAccount(page);
    await button(page, 'Sign out').click();
    await expect(heading(page, 'Sign in')).toBeVisible();
  });

  test('a dialog is a sheet at the foot of the screen', async ({ page, signIn }) => {
    await signIn();
    await lever(page, 'engage').click();
    const sheet = await box(page.getByRole('dialog'));
    expect([sheet.x, sheet.width, sheet.y + sheet.height]).toEqual([0, await room(page), 844]);
  });
});

for (const viewport of [
  { width: 844, height: 390 },
  { width: 667, height: 375 },
])
  test.describe(`on a phone on its side, ${viewport.width} px wide`, () => {
    test.use({ viewport });

    test('the reason and the button that sends are both in sight', async ({ page, signIn }) => {
      await signIn();
      await expectState(page, /^Disengaged/);
      await lever(page, 'engage').click();
      await expect(reason(page)).toBeFocused();
      await expect(reason(page)).toBeInViewport({ ratio: 0.9 });
      await expect(confirm(page, 'engage')).toBeInViewport({ ratio: 1 });
      const [field, send] = [await box(reason(page)), await box(confirm(page, 'engage'))];
      expect(field.y + field.height).toBeLessThanOrEqual(send.y);
    });
  });

test('paper has who, and neither the states nor the navigation', async ({ page, signIn }) => {
  await signIn();
  await expectState(page, /^Disengaged/);
  await page.emulateMedia({ media: 'print' });
  await expect(sidebar(page)).toBeHidden();
  await expect(switchCell(page)).toBeHidden();
  await expect(page.getByText(tenants.acme.id).first()).toBeVisible();
  await expect(page.getByText(/^Ada Admin, /)).toBeVisible();
});
