import { expect, type Page } from '@playwright/test';

/** Presses Tab until the element has the focus, as a person would. */
export async function tabTo(page: Page, name: string, most = 15) {
  const wanted = page.getByRole('button', { name, exact: true });
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(wanted, `reached by Tab within ${most}`).toBeFocused();
}
