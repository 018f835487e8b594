import { expectState, heading, lever, button, toggle } from '../support/console';
import { agents, expect, openPanel, test } from './demo-fixtures';

// The strip of live agents, and where the demo's own parts stand.

test('the agents are refused within five seconds of an Engage, and go on after a Disengage', async ({
  page,
}) => {
  await page.goto('/');
  await button(page, 'Enter as Ada, ADMIN').click();
  await expectState(page, /^Disengaged/);
  await expect(agents(page)).toContainText('refund loop');
  await toggle(page, 'engage', 'Refunds in a loop');
  await expectState(page, /^Engaged/);
  await expect(agents(page)).toContainText('3 of 3');
  await expect(agents(page).getByRole('listitem').filter({ hasText: 'calls refused' })).toHaveCount(3);
  await toggle(page, 'disengage', 'Loop is fixed');
  await expect(agents(page)).toContainText('0 of 3');
  await expect(agents(page)).toContainText('refund loop');
});

test('without motion there are no ticks, and the words and numbers stay', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(agents(page).getByText('calls allowed').first()).toBeVisible();
  await expect(agents(page)).toContainText(/Refunds paid\$[1-9]/);
  const shown = agents(page).locator('[aria-hidden="true"]').filter({ visible: true });
  await expect(shown).toHaveCount(0);
});

for (const width of [320, 390, 1280]) {
  test(`at ${width} px the demo covers nothing of the console, open or closed`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/?story=lost-answer');
    await expectState(page, /^Disengaged/);
    // A click of Playwright fails when something else is over the place.
    await lever(page, 'engage').click({ trial: true });
    await openPanel(page);
    await lever(page, 'engage').click({ trial: true });
    await button(page, 'Refresh').click({ trial: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
