import { personas } from '../../mocks/seeds/personas';
import { button, confirm, dialog, expectState, lever, reason, report } from '../support/console';
import { expect, test } from '../support/fixtures';
import { tabTo } from '../support/keyboard';

test('signing in, engaging and disengaging take nothing but a keyboard', async ({ page, server }) => {
  const { tenantId, email, password } = personas.admin;
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Tenant ID' })).toBeFocused();
  await page.keyboard.type(tenantId);
  await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expectState(page, /^Disengaged/);

  await tabTo(page, 'Engage');
  await page.keyboard.press('Enter');
  await expect(reason(page)).toBeFocused();
  await page.keyboard.type('Keyboard only');
  await page.keyboard.press('Enter');
  await page.keyboard.type('and two lines');
  // What the toggle does not do can be unfolded on the way.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(confirm(page, 'engage')).toBeFocused();
  await page.keyboard.press('Enter');
  await expectState(page, /^Engaged/);
  await expect(dialog(page, 'engage')).toBeHidden();
  await expect(report(page)).toBeFocused();
  expect(server.toggles()).toMatchObject([{ body: { reason: 'Keyboard only\nand two lines' } }]);

  await page.keyboard.press('Shift+Tab');
  await expect(lever(page, 'disengage')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(reason(page)).toBeFocused();
  await page.keyboard.type('Over');
  await page.keyboard.press('Control+Enter');
  await expectState(page, /^Disengaged/);
  expect(server.toggles()).toHaveLength(2);
});

test('the focus stays in the dialog, and returns to what opened it', async ({ page, signIn }) => {
  await signIn();
  await lever(page, 'engage').click();
  const open = dialog(page, 'engage');
  await expect(reason(page)).toBeFocused();
  const inside = () =>
    open.evaluate(
      (element) => element.contains(document.activeElement) || document.activeElement === document.body,
    );
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('Tab');
    // After the last control the focus leaves for the browser's own, which reads as the body.
    expect(await inside()).toBe(true);
  }
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('Shift+Tab');
    expect(await inside()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(open).toBeHidden();
  await expect(lever(page, 'engage')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(open).toBeVisible();
  await button(open, 'Cancel').click();
  await expect(lever(page, 'engage')).toBeFocused();
});

test('Escape does not close the dialog while the request is under way', async ({ page, server, signIn }) => {
  await signIn();
  server.backend.faults.set('toggle', 'slow');
  await lever(page, 'engage').click();
  await page.keyboard.type('Drill');
  await page.keyboard.press('Control+Enter');
  await expect(button(page, 'Sending…')).toBeVisible();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
  await expect(dialog(page, 'engage')).toBeVisible();
  await expect(button(dialog(page, 'engage'), 'Cancel')).toBeDisabled();
  server.release();
  await expectState(page, /^Engaged/);
});

test('the skip link leads to the content', async ({ page, signIn }) => {
  await signIn();
  await page.reload();
  await expectState(page, /^Disengaged/);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(lever(page, 'engage')).toBeFocused();
});
