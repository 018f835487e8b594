import { personas } from '../../mocks/seeds/personas';
import {
  badge,
  button,
  compose,
  confirm,
  dialog,
  expectState,
  heading,
  historyRows,
  lever,
  report,
  signInAs,
} from '../support/console';
import { expect, test } from '../support/fixtures';
import { incidents, search, showToggles, toggleRows } from '../history/history-page';
import { translateEverything } from './translation';

// The page asks not to be translated. Where a browser, an extension or a person does it all the same, the lever stays, and
// no old word stays either: the flows below hold what they always hold, on the translated page.

const FAILED = /This page failed|The page failed and was drawn anew/;

test('the page asks not to be translated', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('translate', 'no');
  await expect(page.locator('meta[name=google]')).toHaveAttribute('content', 'notranslate');
});

for (const how of ['replace', 'move'] as const) {
  test.describe(`translated by a browser that ${how}s each text`, () => {
    test.beforeEach(({ context }) => translateEverything(context, how));

    test.afterEach(async ({ page }) => {
      await expect(page.locator('font').first()).toBeAttached();
      await expect(page.getByText(FAILED)).toHaveCount(0);
    });

    test('sign in, engage, disengage and an outage tell what is so', async ({
      page,
      server,
      signIn,
      expectConsole,
    }) => {
      expectConsole(/status of (401|503)/);
      await page.goto('/');
      await signInAs(page, { ...personas.admin, password: 'wrong' });
      await expect(page.getByRole('alert')).toContainText('Email, password or tenant ID is wrong');
      await signIn();
      await expectState(page, /^Disengaged/);

      await compose(page, 'engage', 'Translated');
      await expect(dialog(page, 'engage')).toContainText('Now: Disengaged');
      await confirm(page, 'engage').click();
      await expectState(page, /^Engaged at .* by .*Translated/s);
      await expect(page).toHaveTitle(/^ENGAGED/);
      await expect(report(page)).toContainText('Logged under your name, with your reason.');
      await expect(historyRows(page).first()).toContainText('Translated');
      await expect(report(page)).toContainText('Every worker has had time.');

      await compose(page, 'disengage', 'Enough');
      await confirm(page, 'disengage').click();
      await expectState(page, /^Disengaged/);
      await expect(historyRows(page).first()).toContainText('Enough');

      server.backend.faults.set('status', '503');
      await button(page, 'Refresh').click();
      await expectState(page, /^Unknown/);
      await expect(badge(page)).not.toContainText('Disengaged The');
      server.backend.faults.clear();
      await button(page, 'Refresh').click();
      await expectState(page, /^Disengaged/);
      expect(server.toggles()).toHaveLength(2);
    });

    test('what another operator does while a dialog is open is told in it', async ({
      page,
      server,
      signIn,
    }) => {
      await signIn();
      await compose(page, 'engage', 'Too late');
      await server.backend.toggleAs('security', 'engage', 'Was faster');
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await expectState(page, /^Engaged/);
      await expect(dialog(page, 'engage')).toContainText('Was faster');
      await dialog(page, 'engage')
        .getByRole('button', { name: /Close|Cancel/ })
        .first()
        .click();
      await expect(lever(page, 'disengage')).toBeEnabled();
      await expect(page.getByText('checked', { exact: false }).first()).toBeVisible();
    });

    test('the history is filtered, opened and verified', async ({ page, signIn }) => {
      await signIn();
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: 'Activation history' })
        .click();
      await expect(heading(page, 'Activation history')).toBeVisible();
      await showToggles(page);
      const before = await toggleRows(page).count();
      await search(page).fill('nobody at all');
      await expect(toggleRows(page)).toHaveCount(0);
      await search(page).fill('');
      await expect(toggleRows(page)).toHaveCount(before);
      await button(page, 'Incidents').click();
      await expect(incidents(page)).toBeVisible();
      await button(page, 'Verify audit chain').click();
      await expect(page.getByRole('region', { name: 'Audit chain' })).toContainText('as of');
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Kill Switch' }).click();
      await expectState(page, /^Disengaged/);
    });

    test('Safe Mode is entered, told on its page, and left to the others', async ({ page, signIn }) => {
      await signIn();
      const main = page.getByRole('navigation', { name: 'Main' });
      await main.getByRole('link', { name: 'Safe Mode' }).click();
      await expect(page.getByRole('status', { name: 'Guardian mode' })).toContainText('NORMAL');
      await button(page, 'Enter Safe Mode').click();
      const enter = page.getByRole('dialog', { name: 'Enter Safe Mode' });
      await enter.getByRole('textbox', { name: 'Reason' }).fill('Translated');
      await enter.getByRole('button', { name: 'Enter Safe Mode' }).click();
      await expect(page.getByRole('region', { name: 'Safe Mode' }).first()).toContainText('SAFE MODE');
      await expect(page.getByRole('status', { name: 'Guardian mode' })).not.toContainText('NORMAL');
      await main.getByRole('link', { name: 'Recovery' }).click();
      await page.getByRole('group', { name: 'What happened?' }).getByRole('radio').first().check();
      await page.getByRole('group', { name: 'What happened?' }).getByRole('radio').nth(1).check();
      await main.getByRole('link', { name: 'Kill Switch' }).click();
      await expectState(page, /^Disengaged/);
    });
  });
}
