import type { Page } from '@playwright/test';
import { expectState, heading, lever, button, toggle } from '../support/console';
import { agents, expect, openPanel, test } from './demo-fixtures';

const effect = (page: Page) => page.getByRole('region', { name: 'Effect' });

// The strip of live agents, the effect that their gateways report, and where the demo's own parts stand.

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
  await expect(effect(page)).toContainText(/3 of 3 gateways confirmed in \d+(\.\d)? m?s\./);
  await expect(effect(page)).toContainText(/Agents’ calls refused since[1-9]/);
  await expect(effect(page)).toContainText('0 calls allowed by gateways that knew of it');
  await toggle(page, 'disengage', 'Loop is fixed');
  await expect(agents(page)).toContainText('0 of 3');
  await expect(agents(page)).toContainText('refund loop');
});

test('a gateway that is silent is named, refuses by itself, and is found again', async ({ page }) => {
  await page.goto('/?fault=gateway-silent');
  await button(page, 'Enter as Ada, ADMIN').click();
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'Refunds in a loop');
  await expect(effect(page)).toContainText('2 of 3 gateways confirmed.');
  await expect(effect(page)).toContainText('gateway-b: silent since');
  await expect(agents(page)).toContainText('3 of 3');
  const panel = await openPanel(page);
  await button(panel, 'Remove status:gateway-silent').click();
  await expect(effect(page)).toContainText('3 of 3 gateways confirmed');
});

test('a gateway that learns of the Engage later confirms within five seconds, and names what it allowed', async ({
  page,
}) => {
  await page.goto('/?fault=gateway-late');
  await button(page, 'Enter as Ada, ADMIN').click();
  await expect(agents(page)).toContainText('refund loop');
  await toggle(page, 'engage', 'Refunds in a loop');
  await expect(effect(page)).toContainText('gateway-c: not confirmed yet');
  await expect(effect(page)).toContainText(/3 of 3 gateways confirmed in [34]\.\d s\./);
  await expect(effect(page)).toContainText('before every gateway knew.');
  await effect(page).getByText('Show them').click();
  await expect(effect(page)).toContainText(/issue_refund.*at gateway-c/);
});

test('the gateways and what they counted outlive a reload', async ({ page }) => {
  await page.goto('/');
  await button(page, 'Enter as Ada, ADMIN').click();
  await expectState(page, /^Disengaged/);
  await toggle(page, 'engage', 'Refunds in a loop');
  await expect(effect(page)).toContainText('3 of 3 gateways confirmed in');
  const confirmed = /confirmed in [\d.]+ m?s/.exec(await effect(page).innerText())?.[0] ?? 'none';
  await page.reload();
  await expect(effect(page)).toContainText(confirmed);
  await expect(effect(page)).toContainText('0 calls allowed by gateways that knew of it');
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
